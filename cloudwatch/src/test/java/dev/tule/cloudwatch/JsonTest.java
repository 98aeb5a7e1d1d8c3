package dev.tule.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CloudWatch in AWS's JSON protocol, version 1.0, as newer clients speak it. */
class JsonTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_790_000_400);

    @TempDir Path directory;
    private Home home;

    @BeforeEach
    void open() throws Exception {
        home = new Home(directory, InstantSource.fixed(NOW));
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void whatIsPutIsReadAgain() throws Exception {
        String put =
                """
                {"Namespace": "Farm", "MetricData": [{"MetricName": "Humidity", "Value": 40.5, \
                "Timestamp": 1790000405, "Dimensions": [{"Name": "Barn", "Value": "1"}]}]}""";
        String get =
                """
                {"Namespace": "Farm", "MetricName": "Humidity", "StartTime": 1790000400, \
                "EndTime": 1790000460, "Period": 60, "Statistics": ["Average"], \
                "Dimensions": [{"Name": "Barn", "Value": "1"}]}""";

        assertThat(home.json("PutMetricData", put)).startsWith("200 ");
        assertThat(home.json("ListMetrics", "{}"))
                .startsWith("200 {")
                .contains("\"MetricName\":\"Humidity\"");
        assertThat(home.json("GetMetricStatistics", get))
                .startsWith("200 {")
                .contains("\"Label\":\"Humidity\"")
                .contains("\"Average\":40.5")
                .containsPattern("\"Timestamp\":1790000400(\\.0+)?[,}]");
    }

    @Test
    void anAlarmIsPutAndDescribed() throws Exception {
        String alarm =
                """
                {"AlarmName": "dry", "Namespace": "Farm", "MetricName": "Humidity", "Period": 60, \
                "EvaluationPeriods": 1, "Statistic": "Average", "Threshold": 20, \
                "ComparisonOperator": "LessThanThreshold"}""";

        assertThat(home.json("PutMetricAlarm", alarm)).startsWith("200 ");
        assertThat(home.json("DescribeAlarms", "{\"AlarmNames\": [\"dry\"]}"))
                .startsWith("200 {")
                .contains("\"AlarmName\":\"dry\"")
                .contains("\"StateValue\":\"INSUFFICIENT_DATA\"");
    }

    @Test
    void refusalsSayWhatTheyAre() throws Exception {
        assertThat(home.json("GetMetricStatistics", "{\"Namespace\": \"Farm\"}"))
                .startsWith("400 {")
                .contains("\"__type\":");
    }
}
