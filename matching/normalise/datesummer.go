package normalise

import "time"

// summerTime is how many minutes British clocks are ahead of Greenwich late in the
// evening of a day, given as [ordinal] does. From 1972 on the rules tell, before
// that the table does, which includes the years of double summer time and the
// experiment of 1968–71, when clocks did not go back.
//
// Source: the Europe/London zone of the IANA time zone database, which is in the
// public domain (https://www.iana.org/time-zones).
func summerTime(day int) int {
	if day < 1972_01_01 {
		return 60 * (spansDay(summers[:], day) + spansDay(doubleSummers[:], day))
	}
	year := day / 1_00_00
	begin, end := sunday(year, 3, 25), sunday(year, 10, 25)
	if year < 1981 {
		begin = sunday(year, 3, 16)
	}
	if year < 1990 {
		end = sunday(year, 10, 23)
	} else if year < 1996 {
		end = sunday(year, 10, 22)
	}
	if begin <= day && day < end {
		return 60
	}
	return 0
}

// sunday is the first Sunday from a day of a month on.
func sunday(year int, month time.Month, day int) int {
	ahead := (7 - time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Weekday()) % 7
	return ordinal(year, int(month), day+int(ahead))
}

// spansDay returns 1 for a day in one of the spans, which leave out their last day.
func spansDay(spans [][2]int, day int) int {
	for _, s := range spans {
		if s[0] <= day && day < s[1] {
			return 1
		}
	}
	return 0
}

var summers = [...][2]int{
	{1916_05_21, 1916_10_01}, {1917_04_08, 1917_09_17}, {1918_03_24, 1918_09_30}, {1919_03_30, 1919_09_29}, {1920_03_28, 1920_10_25},
	{1921_04_03, 1921_10_03}, {1922_03_26, 1922_10_08}, {1923_04_22, 1923_09_16}, {1924_04_13, 1924_09_21}, {1925_04_19, 1925_10_04},
	{1926_04_18, 1926_10_03}, {1927_04_10, 1927_10_02}, {1928_04_22, 1928_10_07}, {1929_04_21, 1929_10_06}, {1930_04_13, 1930_10_05},
	{1931_04_19, 1931_10_04}, {1932_04_17, 1932_10_02}, {1933_04_09, 1933_10_08}, {1934_04_22, 1934_10_07}, {1935_04_14, 1935_10_06},
	{1936_04_19, 1936_10_04}, {1937_04_18, 1937_10_03}, {1938_04_10, 1938_10_02}, {1939_04_16, 1939_11_19}, {1940_02_25, 1945_10_07},
	{1946_04_14, 1946_10_06}, {1947_03_16, 1947_11_02}, {1948_03_14, 1948_10_31}, {1949_04_03, 1949_10_30}, {1950_04_16, 1950_10_22},
	{1951_04_15, 1951_10_21}, {1952_04_20, 1952_10_26}, {1953_04_19, 1953_10_04}, {1954_04_11, 1954_10_03}, {1955_04_17, 1955_10_02},
	{1956_04_22, 1956_10_07}, {1957_04_14, 1957_10_06}, {1958_04_20, 1958_10_05}, {1959_04_19, 1959_10_04}, {1960_04_10, 1960_10_02},
	{1961_03_26, 1961_10_29}, {1962_03_25, 1962_10_28}, {1963_03_31, 1963_10_27}, {1964_03_22, 1964_10_25}, {1965_03_21, 1965_10_24},
	{1966_03_20, 1966_10_23}, {1967_03_19, 1967_10_29}, {1968_02_18, 1971_10_31},
}

var doubleSummers = [...][2]int{
	{1941_05_04, 1941_08_10}, {1942_04_05, 1942_08_09}, {1943_04_04, 1943_08_15}, {1944_04_02, 1944_09_17}, {1945_04_02, 1945_07_15},
	{1947_04_13, 1947_08_10},
}
