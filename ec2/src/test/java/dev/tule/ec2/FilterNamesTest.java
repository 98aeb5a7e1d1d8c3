package dev.tule.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Filter;

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

    @Test
    void whatNothingHasIsFoundNowhere() {
        home.launch();

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
