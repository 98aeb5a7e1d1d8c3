package dev.tule.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.MarketType;
import software.amazon.awssdk.services.ec2.model.SpotInstanceRequest;
import software.amazon.awssdk.services.ec2.model.SpotPrice;

/** Spot instances, by both ways to ask for them. */
class SpotTest {
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

    private SpotInstanceRequest request(String id) {
        return home.client
                .describeSpotInstanceRequests(d -> d.spotInstanceRequestIds(id))
                .spotInstanceRequests()
                .getFirst();
    }

    @Test
    void aRequestIsFulfilledAtOnceAndClosedWithItsInstance() {
        List<SpotInstanceRequest> made =
                home.client
                        .requestSpotInstances(
                                r ->
                                        r.spotPrice("0.02")
                                                .instanceCount(2)
                                                .launchSpecification(
                                                        l ->
                                                                l.imageId("ami-d0f89fb9")
                                                                        .instanceType("t1.micro")
                                                                        .securityGroups("default")))
                        .spotInstanceRequests();
        assertThat(made).hasSize(2);
        SpotInstanceRequest first = made.getFirst();
        assertThat(first.stateAsString()).isEqualTo("active");
        assertThat(first.status().code()).isEqualTo("fulfilled");
        assertThat(first.spotPrice()).isEqualTo("0.02");
        Instance instance = home.await(first.instanceId(), InstanceStateName.RUNNING);
        assertThat(instance.instanceLifecycle()).isEqualTo(InstanceLifecycleType.SPOT);
        assertThat(instance.spotInstanceRequestId()).isEqualTo(first.spotInstanceRequestId());

        home.client.terminateInstances(t -> t.instanceIds(first.instanceId()));

        home.await(first.instanceId(), InstanceStateName.TERMINATED);
        assertThat(request(first.spotInstanceRequestId()).stateAsString()).isEqualTo("closed");
        assertThat(
                        home.client
                                .describeSpotInstanceRequests(
                                        d ->
                                                d.filters(
                                                        Filter.builder()
                                                                .name("state")
                                                                .values("active")
                                                                .build()))
                                .spotInstanceRequests())
                .containsExactly(made.getLast());
    }

    @Test
    void aRequestOfRunInstancesIsCancelledWhileItsInstanceRunsOn() {
        Instance instance =
                home.client
                        .runInstances(
                                r ->
                                        r.imageId("ami-d0f89fb9")
                                                .instanceType("t1.micro")
                                                .minCount(1)
                                                .maxCount(1)
                                                .instanceMarketOptions(
                                                        m -> m.marketType(MarketType.SPOT)))
                        .instances()
                        .getFirst();
        String id = instance.spotInstanceRequestId();
        assertThat(request(id).instanceId()).isEqualTo(instance.instanceId());

        home.client.cancelSpotInstanceRequests(c -> c.spotInstanceRequestIds(id));

        assertThat(request(id).stateAsString()).isEqualTo("cancelled");
        home.await(instance.instanceId(), InstanceStateName.RUNNING);
        Home.refuses("InvalidSpotInstanceRequestID.NotFound", () -> request("sir-01234567"));
    }

    @Test
    void pricesGrowWithTheMachine() {
        List<SpotPrice> prices =
                home.client
                        .describeSpotPriceHistory(
                                d ->
                                        d.instanceTypesWithStrings("t2.nano", "m5.large")
                                                .availabilityZone("us-east-1b"))
                        .spotPriceHistory();
        assertThat(prices)
                .extracting(each -> each.instanceTypeAsString() + " " + each.spotPrice())
                .containsExactly("m5.large 0.018000", "t2.nano 0.005500");
        assertThat(
                        home.client
                                .describeSpotPriceHistory(d -> d.productDescriptions("Windows"))
                                .spotPriceHistory())
                .isEmpty();
    }
}
