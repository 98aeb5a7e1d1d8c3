package dev.tule.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.engines.SourceRange;
import dev.tule.engines.memory.MemoryEngines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.ApplyMethod;
import software.amazon.awssdk.services.rds.model.AuthorizationAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DBEngineVersion;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.DbParameterGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbParameterGroupStateException;
import software.amazon.awssdk.services.rds.model.Parameter;
import software.amazon.awssdk.services.rds.model.Tag;

class GroupsTest {
    @TempDir private Path directory;
    private MemoryEngines engines;
    private House house;
    private RdsClient rds;

    @BeforeEach
    void open() throws IOException {
        engines = new MemoryEngines(() -> Instant.parse("2026-11-18T20:00:00Z"));
        house = new House(directory, engines, () -> Instant.parse("2026-11-18T20:00:00Z"));
        rds = house.client();
    }

    @AfterEach
    void close() {
        house.close();
        engines.close();
    }

    private List<Parameter> parameters(String group) {
        return rds.describeDBParametersPaginator(r -> r.dbParameterGroupName(group)).stream()
                .flatMap(page -> page.parameters().stream())
                .toList();
    }

    private Parameter parameter(String group, String name) {
        return parameters(group).stream()
                .filter(p -> p.parameterName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachFamilyHasItsEnginesOwnParameters() {
        assertThat(
                        rds.describeDBEngineVersions().dbEngineVersions().stream()
                                .map(DBEngineVersion::dbParameterGroupFamily))
                .containsExactlyInAnyOrder("postgres18", "mariadb11.4", "mysql8.0");
        assertThat(parameter("default.postgres18", "max_connections"))
                .satisfies(
                        p -> {
                            assertThat(p.applyType()).isEqualTo("static");
                            assertThat(p.parameterValue()).isEqualTo("100");
                            assertThat(p.allowedValues()).isEqualTo("1-262143");
                        });
        assertThat(parameter("default.mysql8.0", "max_connections").applyType())
                .isEqualTo("dynamic");
        assertThat(parameters("default.mariadb11.4")).hasSizeGreaterThan(500);
        assertThat(parameter("default.postgres18", "archive_command").isModifiable()).isFalse();
    }

    private void group(String name) {
        rds.createDBParameterGroup(
                r ->
                        r.dbParameterGroupName(name)
                                .dbParameterGroupFamily("postgres18")
                                .description("ours"));
    }

    @Test
    void aParameterGroupIsSetCopiedResetAndDeleted() {
        group("ours");
        rds.modifyDBParameterGroup(
                r ->
                        r.dbParameterGroupName("ours")
                                .parameters(
                                        Parameter.builder()
                                                .parameterName("work_mem")
                                                .parameterValue("8192")
                                                .applyMethod(ApplyMethod.IMMEDIATE)
                                                .build()));
        assertThat(parameter("ours", "work_mem").parameterValue()).isEqualTo("8192");
        assertThat(parameter("ours", "work_mem").source()).isEqualTo("user");
        rds.copyDBParameterGroup(
                r ->
                        r.sourceDBParameterGroupIdentifier("ours")
                                .targetDBParameterGroupIdentifier("copy")
                                .targetDBParameterGroupDescription("a copy"));
        rds.resetDBParameterGroup(r -> r.dbParameterGroupName("ours").resetAllParameters(true));
        assertThat(parameter("ours", "work_mem").source()).isEqualTo("engine-default");
        assertThat(parameter("copy", "work_mem").parameterValue()).isEqualTo("8192");
        rds.deleteDBParameterGroup(r -> r.dbParameterGroupName("ours"));
        assertThatThrownBy(() -> parameters("ours"))
                .isInstanceOf(DbParameterGroupNotFoundException.class);
        assertThat(rds.describeDBParameterGroups().dbParameterGroups())
                .extracting(DBParameterGroup::dbParameterGroupName)
                .containsExactly(
                        "copy", "default.mariadb11.4", "default.mysql8.0", "default.postgres18");
    }

    @Test
    void whatAServerWouldRefuseIsRefusedBefore() {
        group("ours");
        assertThatThrownBy(() -> set("ours", "max_connections", "0", ApplyMethod.PENDING_REBOOT))
                .hasMessageContaining("outside of range: 1-262143");
        assertThatThrownBy(() -> set("ours", "max_connections", "200", ApplyMethod.IMMEDIATE))
                .hasMessageContaining("cannot use immediate apply method for static parameter");
        assertThatThrownBy(() -> set("ours", "no_such", "1", ApplyMethod.IMMEDIATE))
                .hasMessageContaining("Could not find parameter with name: no_such");
        assertThatThrownBy(() -> set("ours", "port", "1", ApplyMethod.PENDING_REBOOT))
                .hasMessageContaining("cannot be modified");
        assertThatThrownBy(
                        () -> set("default.postgres18", "work_mem", "8192", ApplyMethod.IMMEDIATE))
                .isInstanceOf(InvalidDbParameterGroupStateException.class);
    }

    private void set(String group, String name, String value, ApplyMethod method) {
        rds.modifyDBParameterGroup(
                r ->
                        r.dbParameterGroupName(group)
                                .parameters(
                                        Parameter.builder()
                                                .parameterName(name)
                                                .parameterValue(value)
                                                .applyMethod(method)
                                                .build()));
    }

    @Test
    void parametersReachTheServersOfTheirGroup() {
        group("ours");
        rds.createDBInstance(InstancesTest.postgres("orders").dbParameterGroupName("ours").build());
        house.awaitAvailable("orders");
        set("ours", "work_mem", "8192", ApplyMethod.IMMEDIATE);
        house.await("orders", _ -> "8192".equals(spec().get("work_mem")));
        set("ours", "max_connections", "50", ApplyMethod.PENDING_REBOOT);
        house.await(
                "orders",
                i ->
                        i.dbParameterGroups()
                                .getFirst()
                                .parameterApplyStatus()
                                .equals("pending-reboot"));
        assertThat(spec()).doesNotContainKey("max_connections");
        rds.rebootDBInstance(r -> r.dbInstanceIdentifier("orders"));
        house.await(
                "orders",
                i -> i.dbParameterGroups().getFirst().parameterApplyStatus().equals("in-sync"));
        assertThat(spec()).containsEntry("max_connections", "50");
        assertThatThrownBy(() -> rds.deleteDBParameterGroup(r -> r.dbParameterGroupName("ours")))
                .isInstanceOf(InvalidDbParameterGroupStateException.class);
    }

    private Map<String, String> spec() {
        return engines.servers().getFirst().spec().parameters();
    }

    @Test
    void securityGroupsSayWhoMayConnect() {
        rds.createDBSecurityGroup(
                r -> r.dbSecurityGroupName("Office").dbSecurityGroupDescription("the office"));
        rds.createDBInstance(InstancesTest.postgres("orders").dbSecurityGroups("office").build());
        house.awaitAvailable("orders");
        assertThat(sources()).containsExactly("127.0.0.0/8", "0:0:0:0:0:0:0:1/128");
        rds.authorizeDBSecurityGroupIngress(
                r -> r.dbSecurityGroupName("office").cidrip("192.168.7.0/24"));
        house.await("orders", _ -> sources().contains("192.168.7.0/24"));
        assertThatThrownBy(
                        () ->
                                rds.authorizeDBSecurityGroupIngress(
                                        r ->
                                                r.dbSecurityGroupName("office")
                                                        .cidrip("192.168.7.0/24")))
                .isInstanceOf(AuthorizationAlreadyExistsException.class);
        rds.revokeDBSecurityGroupIngress(
                r -> r.dbSecurityGroupName("office").cidrip("192.168.7.0/24"));
        house.await("orders", _ -> sources().size() == 2);
        assertThatThrownBy(
                        () ->
                                rds.authorizeDBSecurityGroupIngress(
                                        r ->
                                                r.dbSecurityGroupName("office")
                                                        .cidrip("192.168.7.1/24")))
                .hasMessageContaining("Invalid CIDR");
        assertThatThrownBy(() -> rds.deleteDBSecurityGroup(r -> r.dbSecurityGroupName("office")))
                .hasMessageContaining("still members");
    }

    private List<String> sources() {
        return engines.servers().getFirst().spec().listening().sources().stream()
                .map(SourceRange::toString)
                .toList();
    }

    @Test
    void optionAndSubnetGroupsKeepTheirShapes() {
        assertThat(
                        rds.createOptionGroup(
                                        r ->
                                                r.optionGroupName("ours")
                                                        .engineName("mysql")
                                                        .majorEngineVersion("8.0")
                                                        .optionGroupDescription("d"))
                                .optionGroup()
                                .optionGroupArn())
                .isEqualTo("arn:aws:rds:us-east-1:000000000000:og:ours");
        assertThat(rds.describeOptionGroups(r -> r.engineName("mysql")).optionGroupsList())
                .hasSize(2);
        rds.deleteOptionGroup(r -> r.optionGroupName("ours"));
        assertThat(
                        rds.createDBSubnetGroup(
                                        r ->
                                                r.dbSubnetGroupName("Nets")
                                                        .dbSubnetGroupDescription("d")
                                                        .subnetIds(
                                                                "subnet-0123456789abcdef0",
                                                                "subnet-0123456789abcdef1"))
                                .dbSubnetGroup()
                                .subnets())
                .hasSize(2);
        rds.createDBInstance(InstancesTest.postgres("orders").dbSubnetGroupName("nets").build());
        assertThatThrownBy(() -> rds.deleteDBSubnetGroup(r -> r.dbSubnetGroupName("nets")))
                .hasMessageContaining("still using it");
        assertThat(house.awaitAvailable("orders").dbSubnetGroup().dbSubnetGroupName())
                .isEqualTo("nets");
    }

    @Test
    void subscriptionsTagsAndCertificatesAreThere() {
        rds.createEventSubscription(
                r ->
                        r.subscriptionName("watch")
                                .snsTopicArn("arn:aws:sns:us-east-1:000000000000:t")
                                .sourceType("db-instance")
                                .eventCategories("creation"));
        String arn =
                rds.describeEventSubscriptions()
                        .eventSubscriptionsList()
                        .getFirst()
                        .eventSubscriptionArn();
        rds.addTagsToResource(
                r -> r.resourceName(arn).tags(Tag.builder().key("a").value("b").build()));
        assertThat(rds.listTagsForResource(r -> r.resourceName(arn)).tagList()).hasSize(1);
        rds.removeTagsFromResource(r -> r.resourceName(arn).tagKeys("a"));
        assertThat(rds.listTagsForResource(r -> r.resourceName(arn)).tagList()).isEmpty();
        assertThatThrownBy(
                        () ->
                                rds.createEventSubscription(
                                        r ->
                                                r.subscriptionName("other")
                                                        .snsTopicArn("arn")
                                                        .eventCategories("weather")))
                .hasMessageContaining("weather");
        assertThat(rds.describeCertificates().certificates())
                .singleElement()
                .satisfies(c -> assertThat(c.thumbprint()).hasSize(40));
        assertThat(
                        rds.describeOrderableDBInstanceOptions(
                                        r -> r.engine("postgres").dbInstanceClass("db.t3.micro"))
                                .orderableDBInstanceOptions())
                .hasSize(1);
    }
}
