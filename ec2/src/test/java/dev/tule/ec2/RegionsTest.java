package dev.tule.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Region;

class RegionsTest {
    @TempDir private Path directory;
    private Home home;

    @BeforeEach
    void open() throws IOException {
        home = new Home(directory);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void regionsHaveTheNamesOfAws() {
        assertThat(home.client.describeRegions().regions())
                .extracting(Region::regionName)
                .contains("us-east-1", "eu-west-1");
    }

    @Test
    void aRegionHasThreeZonesOfItsOwn() {
        assertThat(home.clientIn("ap-northeast-1").describeAvailabilityZones().availabilityZones())
                .extracting(AvailabilityZone::zoneName, AvailabilityZone::zoneId)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("ap-northeast-1a", "apne1-az1"),
                        org.assertj.core.groups.Tuple.tuple("ap-northeast-1b", "apne1-az2"),
                        org.assertj.core.groups.Tuple.tuple("ap-northeast-1c", "apne1-az3"));
    }

    @Test
    void filtersTakeWildcards() {
        Filter europe = Filter.builder().name("region-name").values("eu-*-?").build();

        assertThat(home.client.describeRegions(r -> r.filters(europe)).regions())
                .isNotEmpty()
                .allSatisfy(region -> assertThat(region.regionName()).startsWith("eu-"));
    }

    @Test
    void anUnknownFilterIsAnError() {
        Filter unknown = Filter.builder().name("colour").values("red").build();

        assertThatThrownBy(() -> home.client.describeRegions(r -> r.filters(unknown)))
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        fault -> {
                            assertThat(fault.awsErrorDetails().errorCode())
                                    .isEqualTo("InvalidParameterValue");
                            assertThat(fault.awsErrorDetails().errorMessage())
                                    .isEqualTo("The filter 'colour' is invalid");
                        });
    }

    @Test
    void aDryRunSaysThatItWouldHaveSucceeded() {
        assertThatThrownBy(() -> home.client.describeRegions(r -> r.dryRun(true)))
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        fault -> {
                            assertThat(fault.awsErrorDetails().errorCode())
                                    .isEqualTo("DryRunOperation");
                            assertThat(fault.statusCode()).isEqualTo(412);
                        });
    }

    @Test
    void whatIsNotImplementedIsSaidByName() {
        assertThatThrownBy(() -> home.client.describeTransitGateways())
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        fault -> {
                            assertThat(fault.statusCode()).isEqualTo(501);
                            assertThat(fault.awsErrorDetails().errorMessage())
                                    .contains("ec2:DescribeTransitGateways");
                        });
    }
}
