package dev.tule.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the sensors will measure: hourly temperatures of San Francisco and Seattle through a typical
 * year (hourly-temperatures.ORIGIN.md says where they come from).
 *
 * @param sensors the sensors' names
 * @param hours what they show, hour by hour
 */
record Temperatures(List<String> sensors, List<Hour> hours) {

    /**
     * One hour of the year.
     *
     * @param time such as {@code 2010-01-01T01}
     * @param fahrenheit what each sensor shows, in their order
     */
    record Hour(String time, List<Double> fahrenheit) {}

    static Temperatures load() {
        String name = "hourly-temperatures.csv";
        try (InputStream file = Temperatures.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing");
            }
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            List<String> head = List.of(lines.readLine().split(",", -1));
            List<Hour> hours = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                List<String> fields = List.of(line.split(",", -1));
                hours.add(
                        new Hour(
                                fields.getFirst(),
                                fields.stream().skip(1).map(Double::valueOf).toList()));
            }
            return new Temperatures(head.subList(1, head.size()), List.copyOf(hours));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The index of an hour; of the first one where there is none of that time. */
    int indexOf(String time) {
        for (int i = 0; i < hours.size(); i++) {
            if (hours.get(i).time().equals(time)) {
                return i;
            }
        }
        return 0;
    }
}
