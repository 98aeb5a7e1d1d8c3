package dev.tule.demo;

/** The names that the parts of the application know each other by. */
final class Topics {
    /** Every sensor's temperatures: the empty component stands for any sensor (wildcard match). */
    static final String ALL_TEMPERATURES = "com.example.city..temperature";

    /** Takes degrees Fahrenheit, gives degrees Celsius. */
    static final String CALIBRATE = "com.example.city.calibrate";

    private Topics() {}

    static String temperature(String sensor) {
        return "com.example.city." + sensor + ".temperature";
    }
}
