package dev.tule.demo;

/**
 * A temperature that a sensor measured.
 *
 * @param sensor such as {@code san_francisco}
 * @param time the hour, such as {@code 2010-01-01T01}, in Pacific Standard Time
 * @param celsius degrees Celsius
 */
record Reading(String sensor, String time, double celsius) {}
