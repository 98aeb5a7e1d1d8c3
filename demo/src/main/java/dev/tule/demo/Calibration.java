package dev.tule.demo;

import dev.tule.wamp.client.WampClient;
import java.util.concurrent.atomic.AtomicLong;

/** Answers {@link Topics#CALIBRATE}. Safe for use by many threads. */
final class Calibration {
    private final AtomicLong calls = new AtomicLong();

    void serve(WampClient wamp) {
        wamp.register(Topics.CALIBRATE, call -> celsius(call.payload().number(0)));
    }

    /** How often it was called. */
    long calls() {
        return calls.get();
    }

    private double celsius(double fahrenheit) {
        calls.incrementAndGet();
        return Math.round((fahrenheit - 32) * 5 / 9 * 100) / 100.0;
    }
}
