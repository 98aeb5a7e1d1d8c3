package dev.tule.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.wamp.client.Subscription;
import dev.tule.wamp.client.WampClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.ApplyMethod;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.Parameter;
import software.amazon.awssdk.services.rds.model.Tag;

/** Programs that ask RDS for a database server, and then use it with its own clients. */
@ExtendWith(WithTule.class)
class DatabasesTest {
    private static final Pattern LAUNCHED =
            Pattern.compile("mysql-db-instance-3 is mysql at ([0-9.]+):3306");

    private static final Tag TAG = Tag.builder().key("Name").value("terraform").build();

    @TempDir static Path work;

    /** The engine is unpacked once, for the AWS CLI looks only every half minute. */
    @BeforeAll
    static void aFirstServer(Tule tule) {
        try (RdsClient rds = Sdk.rds(tule)) {
            DatabaseInstance.create(rds, "first", r -> {}).delete();
        }
    }

    @Test
    void theLecturesRdsProgramLaunchesAMySqlServer(Tule tule) throws Exception {
        tule.tool("keys", "import", "LECTUREACCESSKEY", "lecture/secret+access/key");
        Path boto = work.resolve("boto.cfg");
        Files.writeString(boto, tule.tool("aws-env", "--boto"));

        String printed =
                Program.python("lecture/rds_instance.py")
                        .under(Map.of("BOTO_CONFIG", boto.toString()))
                        .run();

        Matcher launched = LAUNCHED.matcher(printed);
        assertThat(launched.find()).as(printed).isTrue();
        String url = "jdbc:mariadb://%s:3306/mytestdb?sslMode=trust".formatted(launched.group(1));
        try (Connection connection = DriverManager.getConnection(url, "root", "password");
                Statement statement = connection.createStatement()) {
            statement.execute("create table reading (id int primary key, celsius int)");
            statement.execute("insert into reading values (1, 21)");
            assertThat(DatabaseInstance.number(statement, "select sum(celsius) from reading"))
                    .isEqualTo(21);
        }
        try (RdsClient rds = Sdk.rds(tule)) {
            new DatabaseInstance(rds, "mysql-db-instance-3").delete();
        }
    }

    @Test
    void boto3AndPsycopg2KeepAMillionReadings(Tule tule) {
        Program program = Program.python("boto3_databases.py", tule.aws().toString());

        assertThat(program.under(tule.environment()).run()).contains("kept their readings");
    }

    @Test
    void theAwsCliFollowsWhatAwsEnvPrints(Tule tule) throws IOException {
        Path environment = work.resolve("aws-env");
        Files.writeString(environment, tule.tool("aws-env"));

        Program program = Program.shell("awscli_databases.sh", environment.toString());

        assertThat(program.run()).contains("creating", "had its database server");
    }

    @Test
    void theSdkForJavaAndJdbcShareAServerAndASubscriberHearsOfIt(Tule tule) throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (RdsClient rds = Sdk.rds(tule);
                WampClient office = WampClient.connect(tule.webSocket(), "realm1")) {
            Subscription _ =
                    office.subscribe(
                            "databases",
                            event ->
                                    heard.add(
                                            event.payload().argumentsKw().get("Message")
                                                    + " of "
                                                    + event.payload()
                                                            .argumentsKw()
                                                            .get("SourceIdentifier")));
            rds.createEventSubscription(
                    r ->
                            r.subscriptionName("office")
                                    .snsTopicArn(
                                            "arn:aws:wamp:us-east-1:000000000000:realm1/databases")
                                    .sourceType("db-instance")
                                    .eventCategories("creation"));
            DatabaseInstance instance = DatabaseInstance.create(rds, "jdbc", r -> {});
            try (Connection connection = instance.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("create table reading (id int primary key, celsius int)");
                try (PreparedStatement insert =
                        connection.prepareStatement("insert into reading values (?, ?)")) {
                    for (int id = 0; id < 10_000; id++) {
                        insert.setInt(1, id);
                        insert.setInt(2, id % 50);
                        insert.addBatch();
                    }
                    assertThat(insert.executeBatch()).hasSize(10_000);
                }
                assertThat(DatabaseInstance.number(statement, "select sum(celsius) from reading"))
                        .isEqualTo(245_000);
            }
            assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("DB instance created of jdbc");
            rds.deleteEventSubscription(r -> r.subscriptionName("office"));
            instance.delete();
        }
    }

    /**
     * The provider "aws" reads these after it has made a resource, and plans a change wherever
     * something is missing or differs from what it asked for.
     */
    @Test
    void terraformReadsWhatItAskedFor(Tule tule) {
        try (RdsClient rds = Sdk.rds(tule)) {
            parameterGroup(rds);
            String subnetGroup = subnetGroup(tule, rds);
            DatabaseInstance instance =
                    DatabaseInstance.create(
                            rds,
                            "terraform",
                            r ->
                                    r.dbSubnetGroupName(subnetGroup)
                                            .dbParameterGroupName("terraform-group")
                                            .backupRetentionPeriod(0)
                                            .tags(TAG));
            DBInstance read = instance.read();
            assertThat(read.hasTagList()).isTrue();
            assertThat(read.dbSubnetGroup().dbSubnetGroupName()).isEqualTo(subnetGroup);
            assertThat(read.dbParameterGroups())
                    .extracting(group -> group.dbParameterGroupName())
                    .containsExactly("terraform-group");
            assertThat(read.optionGroupMemberships()).hasSize(1);
            assertThat(read)
                    .returns(0, DBInstance::backupRetentionPeriod)
                    .returns(20, DBInstance::allocatedStorage)
                    .returns("gp2", DBInstance::storageType)
                    .returns(5432, i -> i.endpoint().port())
                    .returns(false, DBInstance::multiAZ)
                    .returns(false, DBInstance::storageEncrypted)
                    .returns(false, DBInstance::deletionProtection)
                    .returns(false, DBInstance::copyTagsToSnapshot)
                    .returns(false, DBInstance::publiclyAccessible)
                    .returns(false, DBInstance::performanceInsightsEnabled)
                    .returns(true, DBInstance::autoMinorVersionUpgrade)
                    .returns(0, DBInstance::monitoringInterval)
                    .returns("IPV4", DBInstance::networkType)
                    .returns("postgresql-license", DBInstance::licenseModel);
            assertThat(rds.listTagsForResource(r -> r.resourceName(read.dbInstanceArn())).tagList())
                    .containsExactly(TAG);
            instance.delete();
            rds.deleteDBSubnetGroup(r -> r.dbSubnetGroupName(subnetGroup));
            rds.deleteDBParameterGroup(r -> r.dbParameterGroupName("terraform-group"));
        }
    }

    private static void parameterGroup(RdsClient rds) {
        rds.createDBParameterGroup(
                r ->
                        r.dbParameterGroupName("terraform-group")
                                .dbParameterGroupFamily("postgres18")
                                .description("Managed by Terraform"));
        rds.modifyDBParameterGroup(
                r ->
                        r.dbParameterGroupName("terraform-group")
                                .parameters(
                                        Parameter.builder()
                                                .parameterName("log_connections")
                                                .parameterValue("1")
                                                .applyMethod(ApplyMethod.IMMEDIATE)
                                                .build()));
        assertThat(
                        rds
                                .describeDBParametersPaginator(
                                        r ->
                                                r.dbParameterGroupName("terraform-group")
                                                        .source("user"))
                                .parameters()
                                .stream())
                .extracting(parameter -> parameter.parameterName())
                .containsExactly("log_connections");
        assertThat(
                        rds.describeDBParameterGroups(
                                        r -> r.dbParameterGroupName("terraform-group"))
                                .dbParameterGroups())
                .singleElement()
                .returns("Managed by Terraform", group -> group.description())
                .returns("postgres18", group -> group.dbParameterGroupFamily());
    }

    /** With the default network's subnets. */
    private static String subnetGroup(Tule tule, RdsClient rds) {
        List<String> subnets;
        try (Ec2Client ec2 = Sdk.ec2(tule)) {
            subnets =
                    ec2.describeSubnets().subnets().stream()
                            .map(subnet -> subnet.subnetId())
                            .sorted()
                            .toList();
        }
        rds.createDBSubnetGroup(
                r ->
                        r.dbSubnetGroupName("terraform-subnets")
                                .dbSubnetGroupDescription("Managed by Terraform")
                                .subnetIds(subnets));
        DBSubnetGroup read =
                rds.describeDBSubnetGroups(r -> r.dbSubnetGroupName("terraform-subnets"))
                        .dbSubnetGroups()
                        .getFirst();
        assertThat(read.subnets())
                .extracting(subnet -> subnet.subnetIdentifier())
                .containsExactlyInAnyOrderElementsOf(subnets);
        assertThat(read.supportedNetworkTypes()).containsExactly("IPV4");
        assertThat(read.dbSubnetGroupArn()).endsWith(":subgrp:terraform-subnets");
        return read.dbSubnetGroupName();
    }
}
