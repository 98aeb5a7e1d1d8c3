package dev.tule.demo;

import dev.tule.wamp.client.WampClient;

/**
 * A thermometer: it has what it shows calibrated by a remote procedure, and publishes the result.
 *
 * @param name such as {@code seattle}
 */
record Sensor(String name, WampClient wamp) {

    void measure(String time, double fahrenheit) {
        double celsius = wamp.call(Topics.CALIBRATE, fahrenheit).number(0);
        wamp.publish(Topics.temperature(name), name, time, celsius);
    }
}
