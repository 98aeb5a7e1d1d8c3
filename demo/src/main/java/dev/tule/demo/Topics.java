package dev.tule.demo;

/** The names that the parts of the application know each other by. */
final class Topics {
    /** What all of them begin with. */
    static final String ROOT = "com.example.city.";

    /** Every sensor's temperatures: the empty component stands for any sensor (wildcard match). */
    static final String ALL_TEMPERATURES = ROOT + ".temperature";

    /** Takes degrees Fahrenheit, gives degrees Celsius. */
    static final String CALIBRATE = ROOT + "calibrate";

    private Topics() {}

    static String temperature(String sensor) {
        return ROOT + sensor + ".temperature";
    }
}
