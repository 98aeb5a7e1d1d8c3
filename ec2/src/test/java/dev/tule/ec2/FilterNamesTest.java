package dev.tule.ec2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.aws.shape.Shape;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.MarketType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Filters that programs give though what they ask for is rare here, or never there. */
class FilterNamesTest {
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

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    private int instances(String name, String value) {
        return home.client
                .describeInstances(r -> r.filters(filter(name, value)))
                .reservations()
                .size();
    }

    private int acls(String name, String value) {
        return home.client
                .describeNetworkAcls(r -> r.filters(filter(name, value)))
                .networkAcls()
                .size();
    }

    /** Asks each Describe action of the API for each filter that the API Reference gives it. */
    @Test
    void everyDocumentedFilterIsKnown() throws IOException {
        home.client.runInstances(
                r ->
                        r.imageId("ami-d0f89fb9")
                                .minCount(1)
                                .maxCount(1)
                                .instanceMarketOptions(m -> m.marketType(MarketType.SPOT)));
        List<String> refused = new ArrayList<>();

        for (Map.Entry<String, List<String>> action : documented().entrySet()) {
            for (String filter : action.getValue()) {
                try {
                    ask(action.getKey(), filter(filter, "*"));
                } catch (Ec2Exception e) {
                    refused.add(action.getKey() + " " + filter + ": " + e.getMessage());
                }
            }
        }

        assertThat(refused).isEmpty();
    }

    private static Map<String, List<String>> documented() throws IOException {
        try (InputStream file =
                        FilterNamesTest.class.getResourceAsStream("documented-filters.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split(" ")))
                    .collect(toMap(List::getFirst, words -> words.subList(1, words.size())));
        }
    }

    /** Some of the request's classes say Filter, others Filters. */
    private void ask(String action, Filter filter) {
        Method method =
                Arrays.stream(Ec2Client.class.getMethods())
                        .filter(each -> each.getName().equalsIgnoreCase(action))
                        .filter(
                                each ->
                                        Arrays.stream(each.getParameterTypes())
                                                .allMatch(SdkPojo.class::isAssignableFrom))
                        .filter(each -> each.getParameterCount() == 1)
                        .findFirst()
                        .orElseThrow();
        try {
            SdkPojo builder =
                    (SdkPojo) method.getParameterTypes()[0].getMethod("builder").invoke(null);
            Shape.of(builder).members().stream()
                    .filter(member -> List.of("Filter", "Filters").contains(member.name()))
                    .forEach(member -> member.set(builder, List.of(filter)));
            var _ = method.invoke(home.client, Shape.build(builder));
        } catch (InvocationTargetException e) {
            throw (RuntimeException) e.getCause();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(action, e);
        }
    }

    @Test
    void groupsAreFoundByTheNamesOfThoseThatTheirRulesLetIn() {
        String web = group("web");
        String data = group("data");
        UserIdGroupPair fromWeb = UserIdGroupPair.builder().groupId(web).build();
        IpPermission queries =
                IpPermission.builder()
                        .ipProtocol("tcp")
                        .fromPort(5432)
                        .toPort(5432)
                        .userIdGroupPairs(fromWeb)
                        .build();
        home.client.authorizeSecurityGroupIngress(r -> r.groupId(data).ipPermissions(queries));

        List<SecurityGroup> found =
                home.client
                        .describeSecurityGroups(
                                r -> r.filters(filter("ip-permission.group-name", "w?b")))
                        .securityGroups();

        assertThat(found).extracting(SecurityGroup::groupId).containsExactly(data);
        UserIdGroupPair pair =
                found.getFirst().ipPermissions().getFirst().userIdGroupPairs().getFirst();
        assertThat(pair.groupId()).isEqualTo(web);
        assertThat(pair.groupName()).isNull();
    }

    private String group(String name) {
        return home.client.createSecurityGroup(r -> r.groupName(name).description(name)).groupId();
    }

    @Test
    void spotRequestsAreFoundByWhatTheyLaunched() {
        Instance launched =
                home.client
                        .runInstances(
                                r ->
                                        r.imageId("ami-d0f89fb9")
                                                .minCount(1)
                                                .maxCount(1)
                                                .instanceMarketOptions(
                                                        m -> m.marketType(MarketType.SPOT)))
                        .instances()
                        .getFirst();

        assertThat(spots("launch.group-name", "default")).isEqualTo(1);
        assertThat(spots("launch.group-name", "other")).isZero();
        assertThat(spots("launch.block-device-mapping.volume-size", "8")).isEqualTo(1);
        assertThat(spots("network-interface.subnet-id", launched.subnetId())).isEqualTo(1);
        assertThat(spots("launched-availability-zone-id", "use1-az?")).isEqualTo(1);
    }

    private int spots(String name, String value) {
        return home.client
                .describeSpotInstanceRequests(r -> r.filters(filter(name, value)))
                .spotInstanceRequests()
                .size();
    }

    @Test
    void typesAreFoundByWhatTheirMachinesHave() {
        assertThat(types("supported-boot-mode", "legacy-bios")).contains("t3.nano");
        assertThat(types("supported-boot-mode", "uefi")).isEmpty();
        assertThat(types("ebs-info.maximum-ebs-attachments", "40")).contains("t4g.nano");
    }

    private List<String> types(String name, String value) {
        return home
                .client
                .describeInstanceTypes(r -> r.filters(filter(name, value)))
                .instanceTypes()
                .stream()
                .map(InstanceTypeInfo::instanceTypeAsString)
                .toList();
    }

    @Test
    void whatNothingHasIsFoundNowhere() {
        home.launch();

        assertThat(instances("current-instance-boot-mode", "legacy-bios")).isEqualTo(1);
        assertThat(instances("host-id", "*")).isZero();
        assertThat(instances("hibernation-options.configured", "false")).isEqualTo(1);
        assertThat(instances("network-interface.addresses.primary", "true")).isEqualTo(1);
        assertThat(instances("network-interface.availability-zone", "us-east-1?")).isEqualTo(1);
        Home.refuses("InvalidParameterValue", () -> instances("no-such-filter", "*"));
    }

    @Test
    void anEntryIsFoundByItsPorts() {
        String vpc = home.client.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
        String acl = home.client.createNetworkAcl(r -> r.vpcId(vpc)).networkAcl().networkAclId();
        home.client.createNetworkAclEntry(
                r ->
                        r.networkAclId(acl)
                                .ruleNumber(100)
                                .protocol("6")
                                .portRange(p -> p.from(22).to(23))
                                .cidrBlock("0.0.0.0/0")
                                .egress(false)
                                .ruleAction("allow"));

        assertThat(acls("entry.port-range.from", "22")).isEqualTo(1);
        assertThat(acls("entry.port-range.to", "22")).isZero();
        assertThat(acls("entry.icmp.type", "8")).isZero();
    }
}
