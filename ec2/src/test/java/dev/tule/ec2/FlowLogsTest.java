package dev.tule.ec2;

import static dev.tule.ec2.SecurityGroupsTest.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateFlowLogsRequest;
import software.amazon.awssdk.services.ec2.model.FlowLog;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** What machines' packets leave in S3. */
@Timeout(60)
class FlowLogsTest {
    @TempDir private Path directory;
    private final Guests guests = new Guests();
    private Home home;
    private Ec2Client ec2;

    @BeforeEach
    void open() throws IOException {
        home = new Home(directory, guests.around());
        ec2 = home.client;
    }

    @AfterEach
    void close() {
        home.close();
        guests.close();
    }

    private static CreateFlowLogsRequest.Builder about(String id, String type) {
        return CreateFlowLogsRequest.builder()
                .resourceIds(id)
                .resourceType(type)
                .trafficType("REJECT")
                .logDestinationType("s3")
                .logDestination("arn:aws:s3:::flows/plant");
    }

    @Test
    void whatAGroupRejectsIsWrittenWithItsEnds() throws Exception {
        Subnet subnet = ec2.describeSubnets().subnets().getFirst();
        String log =
                ec2.createFlowLogs(about(subnet.vpcId(), "VPC").build()).flowLogIds().getFirst();
        Guest server = guests.start(home, subnet.subnetId()).echoing(8_123);
        String stranger =
                ec2.createSecurityGroup(r -> r.groupName("stranger").description("d")).groupId();
        Guest caller = guests.start(home, subnet.subnetId(), stranger);
        assertThat(caller.reaches(server.address, 8_123)).isFalse();

        String rejected = " " + caller.address + " " + server.address + " ";
        Instant until = Instant.now().plus(Duration.ofSeconds(20));
        while (guests.bucket.lines().stream().noneMatch(line -> line.contains(rejected))
                && Instant.now().isBefore(until)) {
            Thread.onSpinWait();
        }
        List<String> lines = guests.bucket.lines();
        assertThat(lines)
                .filteredOn(line -> line.contains(rejected))
                .first()
                .asString()
                .matches(
                        "2 000000000000 eni-[0-9a-f]{17} [0-9.]+ [0-9.]+ [0-9]+ 8123 6 .* REJECT OK");
        assertThat(lines.getFirst()).startsWith("version account-id interface-id srcaddr");
        assertThat(lines).noneMatch(line -> line.contains("ACCEPT"));
        assertThat(guests.bucket.objects.keySet())
                .first()
                .asString()
                .startsWith("flows/plant/AWSLogs/000000000000/vpcflowlogs/us-east-1/")
                .contains(log)
                .endsWith(".log.gz");
    }

    @Test
    void flowLogsAreListedAndDeleted() {
        Subnet subnet = ec2.describeSubnets().subnets().getFirst();
        CreateFlowLogsRequest request =
                about(subnet.subnetId(), "Subnet").logFormat("${srcaddr} ${action}").build();
        String id = ec2.createFlowLogs(request).flowLogIds().getFirst();

        assertThat(ec2.describeFlowLogs(r -> {}).flowLogs())
                .extracting(FlowLog::flowLogId, FlowLog::resourceId)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(id, subnet.subnetId()));
        assertFault(
                () -> ec2.createFlowLogs(request), "FlowLogAlreadyExists", "same configuration");
        ec2.deleteFlowLogs(r -> r.flowLogIds(id));
        assertThat(ec2.describeFlowLogs(r -> {}).flowLogs()).isEmpty();
    }

    @Test
    void whatCannotBeWrittenIsRefused() {
        String vpc = ec2.describeVpcs().vpcs().getFirst().vpcId();
        assertFault(
                () -> ec2.createFlowLogs(about(vpc, "VPC").logFormat("${colour}").build()),
                "InvalidParameterValue",
                "Unknown fields provided: ${colour}");
        assertFault(
                () ->
                        ec2.createFlowLogs(
                                about(vpc, "VPC").logDestinationType("cloud-watch-logs").build()),
                "NotImplemented",
                "cloud-watch-logs");
        assertFault(
                () -> ec2.createFlowLogs(about("vpc-0123456789abcdef0", "VPC").build()),
                "InvalidVpcID.NotFound",
                "does not exist");
    }
}
