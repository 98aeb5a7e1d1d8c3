package dev.tule.demo;

import dev.tule.wamp.client.WampClient;
import dev.tule.wamp.client.WampException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The demonstration: brings a burst of readings through the cloud, says what happened, and goes on
 * slowly for whoever watches.
 */
public final class Demo {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Target target;
    private final Consumer<String> out;
    private final Temperatures temperatures = Temperatures.load();

    /**
     * The cloud to use.
     *
     * @param wamp its WAMP router, such as {@code ws://localhost:8080/ws}
     * @param aws its AWS APIs, such as {@code http://127.0.0.1:4566}
     * @param console its page
     */
    public record Target(
            URI wamp, URI aws, URI console, String accessKeyId, String secretAccessKey) {
        @Override
        public String toString() {
            return "Target[" + wamp + ", " + aws + "]"; // never the secret
        }
    }

    /**
     * How long to go on.
     *
     * @param readings how many readings to bring through at once, of all sensors together; a day of
     *     each sensor at least
     * @param once whether to end then
     */
    public record Extent(int readings, boolean once) {}

    /** The demonstration did not work: a sentence that says what was missing. */
    public static final class DemoFailure extends Exception {
        private static final long serialVersionUID = 1;

        DemoFailure(String sentence) {
            super(sentence);
        }
    }

    /**
     * @param out takes the sentences that say what happens
     */
    public Demo(Target target, Consumer<String> out) {
        this.target = target;
        this.out = out;
    }

    /**
     * Runs until the extent is reached, or for ever, until the thread is interrupted.
     *
     * @throws DemoFailure when readings did not arrive, or came back different
     */
    public void run(Extent extent) throws InterruptedException, DemoFailure {
        try (DynamoDbClient dynamoDb = dynamoDb();
                S3Client s3 = s3();
                WampClient station = WampClient.connect(target.wamp, "realm1");
                WampClient laboratory = WampClient.connect(target.wamp, "realm1");
                WampClient office = WampClient.connect(target.wamp, "realm1")) {
            Archive archive = new Archive(dynamoDb, s3);
            archive.prepare();
            int hour = resume(archive);
            Calibration calibration = new Calibration();
            calibration.serve(laboratory);
            try (Collector collector = new Collector(archive)) {
                collector.listen(office);
                List<Sensor> sensors =
                        temperatures.sensors().stream()
                                .map(name -> new Sensor(name, station))
                                .toList();
                int next = burst(extent, hour, sensors, collector);
                report(calibration, collector);
                readBack(archive, hour);
                if (!extent.once) {
                    goOn(next, sensors, collector);
                }
            }
        } catch (WampException failure) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            throw new DemoFailure(
                    "WAMP failed (%s): the demonstration needs a realm1 where anonymous clients may do all below %s."
                            .formatted(failure.getMessage(), Topics.ROOT));
        }
    }

    /**
     * Says what is there already, and returns the hour to go on with: the last one, to be whole.
     */
    private int resume(Archive archive) {
        String sensor = temperatures.sensors().getFirst();
        Optional<Reading> latest = archive.latest(sensor);
        if (latest.isEmpty()) {
            return 0;
        }
        out.accept(
                "Found what an earlier run left: %,d readings in DynamoDB and %,d batches in S3, up to %s."
                        .formatted(archive.count(), archive.batches(), latest.get().time()));
        int hour = temperatures.indexOf(latest.get().time());
        boolean lastOfYear = hour == temperatures.hours().size() - 1;
        return lastOfYear ? 0 : hour;
    }

    private int burst(Extent extent, int firstHour, List<Sensor> sensors, Collector collector)
            throws InterruptedException, DemoFailure {
        int hours = Math.max(24, extent.readings / sensors.size());
        out.accept(
                "%d sensors publish %,d hourly temperatures of %s ..."
                        .formatted(
                                sensors.size(),
                                hours * sensors.size(),
                                String.join(" and ", spoken(temperatures.sensors()))));
        long start = System.nanoTime();
        int hour = firstHour;
        for (int i = 0; i < hours; i++) {
            measure(sensors, hour);
            hour = (hour + 1) % temperatures.hours().size();
        }
        long expected = (long) hours * sensors.size();
        if (!collector.awaitTaken(expected, PATIENCE) || collector.failed() > 0) {
            throw new DemoFailure(
                    "Of %,d readings %,d were kept and %,d failed."
                            .formatted(expected, collector.kept(), collector.failed()));
        }
        collector.keepOpenHour();
        double seconds = (System.nanoTime() - start) / 1e9;
        out.accept(
                String.format(
                        Locale.ROOT,
                        "All were heard and kept after %.1f s: %,.0f readings a second.",
                        seconds,
                        expected / seconds));
        return hour;
    }

    private void report(Calibration calibration, Collector collector) {
        out.accept(
                "- by WAMP: %,d calls of %s answered; the collector heard the pattern %s"
                        .formatted(calibration.calls(), Topics.CALIBRATE, Topics.ALL_TEMPERATURES));
        out.accept(
                "- in DynamoDB: %,d items put into the table %s"
                        .formatted(collector.kept(), Archive.TABLE));
        out.accept(
                "- in S3: %,d hourly batches put into the bucket %s"
                        .formatted(collector.keptHours(), Archive.BUCKET));
    }

    private void readBack(Archive archive, int hour) throws DemoFailure {
        String date = temperatures.hours().get(hour).time().substring(0, 10);
        for (String sensor : temperatures.sensors()) {
            List<Reading> items = archive.day(sensor, date);
            List<Reading> batches =
                    items.stream()
                            .flatMap(item -> archive.batch(item.time()).stream())
                            .filter(reading -> reading.sensor().equals(sensor))
                            .toList();
            if (items.isEmpty() || !items.equals(batches)) {
                throw new DemoFailure(
                        "DynamoDB has %d readings of %s on %s and S3 has %d, and they differ."
                                .formatted(items.size(), sensor, date, batches.size()));
            }
            DoubleSummaryStatistics day =
                    items.stream().mapToDouble(Reading::celsius).summaryStatistics();
            out.accept(
                    String.format(
                            Locale.ROOT,
                            "Read back: %s on %s, %d readings from %.1f to %.1f °C; DynamoDB and S3 agree.",
                            spoken(List.of(sensor)).getFirst(),
                            date,
                            items.size(),
                            day.getMin(),
                            day.getMax()));
        }
    }

    private void goOn(int firstHour, List<Sensor> sensors, Collector collector)
            throws InterruptedException {
        out.accept(
                """

                Look at it:
                  %s shows the readings as they come
                  eval "$(./tule aws-env)"; aws dynamodb scan --table-name %s --max-items 2; aws s3 ls --recursive s3://%s
                The sensors go on, an hour each %d ms, until Ctrl-C."""
                        .formatted(
                                target.console, Archive.TABLE, Archive.BUCKET, PAUSE.toMillis()));
        int hour = firstHour;
        try {
            while (true) {
                measure(sensors, hour);
                hour = (hour + 1) % temperatures.hours().size();
                Thread.sleep(PAUSE);
            }
        } finally {
            boolean interrupted = Thread.interrupted();
            collector.keepOpenHour();
            out.accept("%,d readings were kept in this run.".formatted(collector.kept()));
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void measure(List<Sensor> sensors, int index) {
        Temperatures.Hour hour = temperatures.hours().get(index);
        for (int i = 0; i < sensors.size(); i++) {
            sensors.get(i).measure(hour.time(), hour.fahrenheit().get(i));
        }
    }

    private static List<String> spoken(List<String> sensors) {
        List<String> names = new ArrayList<>();
        for (String sensor : sensors) {
            StringBuilder name = new StringBuilder();
            for (String word : sensor.split("_", -1)) {
                name.append(name.isEmpty() ? "" : " ")
                        .append(word.substring(0, 1).toUpperCase(Locale.ROOT))
                        .append(word.substring(1));
            }
            names.add(name.toString());
        }
        return names;
    }

    private DynamoDbClient dynamoDb() {
        return DynamoDbClient.builder()
                .endpointOverride(target.aws)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private S3Client s3() {
        return S3Client.builder()
                .endpointOverride(target.aws)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(
                AwsBasicCredentials.create(target.accessKeyId, target.secretAccessKey));
    }
}
