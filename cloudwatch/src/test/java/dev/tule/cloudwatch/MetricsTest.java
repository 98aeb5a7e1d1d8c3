package dev.tule.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.DimensionFilter;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterCombinationException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterValueException;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsResponse;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.cloudwatch.model.StatisticSet;

class MetricsTest {
    /** A whole hour, so that spans begin where they are expected. */
    private final Instant hour =
            Instant.ofEpochSecond(Instant.now().getEpochSecond() / 3600 * 3600).minusSeconds(7200);

    @TempDir private Path directory;
    private Home home;

    @BeforeEach
    void open() throws IOException {
        home = new Home(directory, InstantSource.system());
    }

    @AfterEach
    void close() {
        home.close();
    }

    private void put(String name, Duration after, double value, Dimension... dimensions) {
        home.client.putMetricData(
                request ->
                        request.namespace("Farm")
                                .metricData(
                                        MetricDatum.builder()
                                                .metricName(name)
                                                .dimensions(dimensions)
                                                .timestamp(hour.plus(after))
                                                .value(value)
                                                .unit(StandardUnit.PERCENT)
                                                .build()));
    }

    private static Dimension barn(String value) {
        return Dimension.builder().name("Barn").value(value).build();
    }

    private List<Datapoint> statistics(String name, int period, Duration length) {
        return home.client
                .getMetricStatistics(
                        request ->
                                request.namespace("Farm")
                                        .metricName(name)
                                        .startTime(hour)
                                        .endTime(hour.plus(length))
                                        .period(period)
                                        .statistics(
                                                Statistic.AVERAGE,
                                                Statistic.SAMPLE_COUNT,
                                                Statistic.MAXIMUM))
                .datapoints();
    }

    @Test
    void samplesOfASpanAreOnePoint() {
        put("Humidity", Duration.ofSeconds(5), 40);
        put("Humidity", Duration.ofSeconds(50), 50);
        put("Humidity", Duration.ofSeconds(70), 80);

        List<Datapoint> points = statistics("Humidity", 60, Duration.ofHours(1));

        assertThat(points)
                .extracting(Datapoint::timestamp, Datapoint::average, Datapoint::sampleCount)
                .containsExactly(tuple(hour, 45.0, 2.0), tuple(hour.plusSeconds(60), 80.0, 1.0));
        assertThat(points.getFirst().unit()).isEqualTo(StandardUnit.PERCENT);
    }

    @Test
    void longerSpansAreMadeOfShorterOnes() {
        for (int minute = 0; minute < 60; minute++) {
            put("Humidity", Duration.ofMinutes(minute), minute);
        }

        assertThat(statistics("Humidity", 300, Duration.ofHours(1)))
                .hasSize(12)
                .extracting(Datapoint::average)
                .startsWith(2.0, 7.0);
        assertThat(statistics("Humidity", 3600, Duration.ofHours(1)))
                .singleElement()
                .satisfies(
                        point -> {
                            assertThat(point.average()).isEqualTo(29.5);
                            assertThat(point.maximum()).isEqualTo(59);
                        });
    }

    @Test
    void percentilesAreExactForFewSamples() {
        home.client.putMetricData(
                request ->
                        request.namespace("Farm")
                                .metricData(
                                        MetricDatum.builder()
                                                .metricName("Latency")
                                                .timestamp(hour)
                                                .values(1.0, 2.0, 3.0, 4.0)
                                                .counts(97.0, 1.0, 1.0, 1.0)
                                                .build()));

        Datapoint point =
                home.client
                        .getMetricStatistics(
                                request ->
                                        request.namespace("Farm")
                                                .metricName("Latency")
                                                .startTime(hour)
                                                .endTime(hour.plusSeconds(60))
                                                .period(60)
                                                .extendedStatistics("p50", "p99", "tm97"))
                        .datapoints()
                        .getFirst();

        assertThat(point.extendedStatistics())
                .containsEntry("p50", 1.0)
                .containsEntry("p99", 3.0)
                .containsEntry("tm97", 1.0);
    }

    /** A minute whose first second fits 32 bits, as every 32nd, and one whose second doesn't. */
    @ParameterizedTest
    @ValueSource(ints = {0, 60})
    void highResolutionIsKeptByTheSecond(int after) {
        int exact = 32 * 60;
        Instant now =
                Instant.ofEpochSecond(Instant.now().getEpochSecond() / exact * exact)
                        .minusSeconds(exact)
                        .plusSeconds(after);
        for (int second : List.of(0, 1, 11)) {
            home.client.putMetricData(
                    request ->
                            request.namespace("Farm")
                                    .metricData(
                                            MetricDatum.builder()
                                                    .metricName("Vibration")
                                                    .timestamp(now.plusSeconds(second))
                                                    .value((double) second)
                                                    .storageResolution(1)
                                                    .build()));
        }

        List<Datapoint> points =
                home.client
                        .getMetricStatistics(
                                request ->
                                        request.namespace("Farm")
                                                .metricName("Vibration")
                                                .startTime(now)
                                                .endTime(now.plusSeconds(60))
                                                .period(10)
                                                .statistics(Statistic.SUM))
                        .datapoints();

        assertThat(points).extracting(Datapoint::sum).containsExactly(1.0, 11.0);
    }

    @Test
    void metricsAreListedByNamespaceNameAndDimensions() {
        put("Humidity", Duration.ZERO, 1, barn("north"));
        put("Humidity", Duration.ZERO, 1, barn("south"));
        put("Warmth", Duration.ZERO, 1);

        assertThat(home.client.listMetrics().metrics()).hasSize(3);
        ListMetricsResponse north =
                home.client.listMetrics(
                        request ->
                                request.namespace("Farm")
                                        .metricName("Humidity")
                                        .dimensions(
                                                DimensionFilter.builder()
                                                        .name("Barn")
                                                        .value("north")
                                                        .build()));
        assertThat(north.metrics())
                .singleElement()
                .extracting(Metric::dimensions)
                .isEqualTo(List.of(barn("north")));
        assertThat(
                        home.client
                                .listMetrics(
                                        r ->
                                                r.dimensions(
                                                        DimensionFilter.builder()
                                                                .name("Barn")
                                                                .build()))
                                .metrics())
                .hasSize(2);
        assertThat(home.client.listMetrics(r -> r.metricName("Warmth")).metrics()).hasSize(1);
        assertThat(home.client.listMetrics(r -> r.namespace("Other")).metrics()).isEmpty();
    }

    @Test
    void listsHavePages() {
        List<MetricDatum> data =
                IntStream.range(0, 600)
                        .mapToObj(i -> MetricDatum.builder().metricName("m" + i).value(1.0).build())
                        .toList();
        home.client.putMetricData(request -> request.namespace("Farm").metricData(data));

        assertThat(home.client.listMetrics().metrics()).hasSize(500);
        assertThat(home.client.listMetricsPaginator().metrics())
                .extracting(Metric::metricName)
                .hasSize(600)
                .doesNotHaveDuplicates();
    }

    @Test
    void expressionsWorkOnMetrics() {
        put("In", Duration.ZERO, 10);
        put("Out", Duration.ZERO, 4);
        put("In", Duration.ofMinutes(1), 20);

        GetMetricDataResponse response =
                home.client.getMetricData(
                        request ->
                                request.startTime(hour)
                                        .endTime(hour.plusSeconds(120))
                                        .scanBy("TimestampAscending")
                                        .metricDataQueries(
                                                metric("in", "In"),
                                                metric("out", "Out"),
                                                MetricDataQuery.builder()
                                                        .id("kept")
                                                        .expression("in - FILL(out, 0)")
                                                        .label("Kept")
                                                        .build()));

        assertThat(response.metricDataResults())
                .singleElement()
                .satisfies(
                        result -> {
                            assertThat(result.id()).isEqualTo("kept");
                            assertThat(result.label()).isEqualTo("Kept");
                            assertThat(result.values()).containsExactly(6.0, 20.0);
                            assertThat(result.timestamps())
                                    .containsExactly(hour, hour.plusSeconds(60));
                            assertThat(result.statusCodeAsString()).isEqualTo("Complete");
                        });
    }

    @Test
    void dataHavePages() {
        for (int minute = 0; minute < 5; minute++) {
            put("In", Duration.ofMinutes(minute), minute);
        }

        List<Double> values =
                home
                        .client
                        .getMetricDataPaginator(
                                request ->
                                        request.startTime(hour)
                                                .endTime(hour.plusSeconds(600))
                                                .maxDatapoints(2)
                                                .metricDataQueries(
                                                        metric("in", "In").toBuilder()
                                                                .returnData(true)
                                                                .build()))
                        .metricDataResults()
                        .stream()
                        .map(MetricDataResult::values)
                        .flatMap(List::stream)
                        .toList();

        assertThat(values).containsExactly(4.0, 3.0, 2.0, 1.0, 0.0);
    }

    private static MetricDataQuery metric(String id, String name) {
        return MetricDataQuery.builder()
                .id(id)
                .returnData(false)
                .metricStat(
                        stat ->
                                stat.metric(m -> m.namespace("Farm").metricName(name))
                                        .period(60)
                                        .stat("Sum"))
                .build();
    }

    @Test
    void anExpressionThatRefersToItselfIsRefused() {
        assertThatThrownBy(() -> expression("e1 + 1"))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("refers to itself");
        assertThatThrownBy(() -> expression("m9 + 1")).hasMessageContaining("no query has that id");
        assertThatThrownBy(() -> expression("1 + 1"))
                .hasMessageContaining("must come to a time series");
    }

    private void expression(String expression) {
        home.client.getMetricData(
                request ->
                        request.startTime(hour)
                                .endTime(hour.plusSeconds(60))
                                .metricDataQueries(
                                        MetricDataQuery.builder()
                                                .id("e1")
                                                .expression(expression)
                                                .build()));
    }

    @Test
    void whatCloudWatchRefusesIsRefused() {
        assertThatThrownBy(() -> putTo("AWS/EC2", d -> d.value(1.0)))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("The value AWS/EC2 for parameter Namespace is invalid.");
        assertThatThrownBy(
                        () ->
                                putTo(
                                        "Farm",
                                        d ->
                                                d.value(1.0)
                                                        .timestamp(
                                                                Instant.now()
                                                                        .minus(
                                                                                Duration.ofDays(
                                                                                        15)))))
                .hasMessageContaining("within the past two weeks");
        assertThatThrownBy(() -> putTo("Farm", d -> d.value(1.0).values(2.0)))
                .isInstanceOf(InvalidParameterCombinationException.class);
        assertThatThrownBy(() -> putTo("Farm", d -> d.value(1e200)))
                .isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> statistics("Humidity", 61, Duration.ofHours(1)))
                .hasMessageContaining("multiple of 60");
        assertThatThrownBy(() -> statistics("Humidity", 60, Duration.ofHours(25)))
                .isInstanceOf(InvalidParameterCombinationException.class)
                .hasMessageContaining("1,500 datapoints");
    }

    private void putTo(String namespace, Consumer<MetricDatum.Builder> datum) {
        MetricDatum.Builder builder = MetricDatum.builder().metricName("m");
        datum.accept(builder);
        home.client.putMetricData(r -> r.namespace(namespace).metricData(builder.build()));
    }

    @Test
    void servicesOfThisCloudMayUseAwsNamespaces() {
        home.cloudWatch.put(
                Home.HERE,
                "AWS/RDS",
                List.of(
                        MetricDatum.builder()
                                .metricName("DatabaseConnections")
                                .statisticValues(
                                        StatisticSet.builder()
                                                .sampleCount(2.0)
                                                .sum(3.0)
                                                .minimum(1.0)
                                                .maximum(2.0)
                                                .build())
                                .build()));

        assertThat(home.client.listMetrics(r -> r.namespace("AWS/RDS")).metrics()).hasSize(1);
    }

    @Test
    void whatWasPutIsThereAfterARestart() throws IOException {
        put("Humidity", Duration.ZERO, 7);
        home.close();
        home = new Home(directory, InstantSource.system());

        assertThat(statistics("Humidity", 60, Duration.ofHours(1)))
                .extracting(Datapoint::average)
                .containsExactly(7.0);
    }
}
