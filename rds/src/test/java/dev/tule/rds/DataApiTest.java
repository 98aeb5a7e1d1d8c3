package dev.tule.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.aws.protocol.JsonFactories;
import dev.tule.aws.protocol.JsonMaps;
import dev.tule.engines.EngineKind;
import dev.tule.engines.EnginesConfig;
import dev.tule.engines.Login;
import dev.tule.engines.local.LocalEngines;
import dev.tule.rds.data.DataService;
import dev.tule.rds.data.Targets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rdsdata.RdsDataClient;
import software.amazon.awssdk.services.rdsdata.model.BadRequestException;
import software.amazon.awssdk.services.rdsdata.model.DatabaseErrorException;
import software.amazon.awssdk.services.rdsdata.model.DatabaseNotFoundException;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.InvalidSecretException;
import software.amazon.awssdk.services.rdsdata.model.SecretsErrorException;
import software.amazon.awssdk.services.rdsdata.model.SqlParameter;
import software.amazon.awssdk.services.rdsdata.model.StatementTimeoutException;
import software.amazon.awssdk.services.rdsdata.model.TransactionNotFoundException;
import software.amazon.awssdk.services.rdsdata.model.TypeHint;
import software.amazon.awssdk.services.rdsdata.model.UnsupportedResultException;

/** The Data API and its secrets, through the SDK's client, over one PostgreSQL and one MariaDB. */
@TestInstance(Lifecycle.PER_CLASS)
class DataApiTest {
    private volatile Duration ahead = Duration.ZERO;
    private LocalEngines engines;
    private House house;
    private RdsDataClient data;
    private DBInstance shop;
    private DBInstance maria;

    @BeforeAll
    void open(@TempDir Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        InstantSource clock = () -> Instant.now().plus(ahead);
        engines =
                LocalEngines.open(
                        EnginesConfig.in(directory.resolve("engines"))
                                .withCache(Path.of("target", "engines")),
                        InstantSource.system());
        house = new House(directory, engines, clock, RdsConfig.in(directory.resolve("rds")));
        data = house.dataClient();
        for (String engine : List.of("postgres", "mariadb")) {
            house.client()
                    .createDBInstance(
                            InstancesTest.postgres(engine)
                                    .engine(engine)
                                    .dbName("shop")
                                    .backupRetentionPeriod(0)
                                    .masterUserPassword(null)
                                    .manageMasterUserPassword(true)
                                    .build());
        }
        shop = house.awaitAvailable("postgres");
        maria = house.awaitAvailable("mariadb");
    }

    @AfterAll
    void close() {
        for (String id : List.of("postgres", "mariadb")) {
            house.client()
                    .deleteDBInstance(r -> r.dbInstanceIdentifier(id).skipFinalSnapshot(true));
            house.awaitGone(id);
        }
        assertThat(house.secret("ListSecrets", Map.of()).get("SecretList")).isEqualTo(List.of());
        house.close();
        engines.close();
    }

    private static ExecuteStatementRequest.Builder on(DBInstance instance, String sql) {
        return ExecuteStatementRequest.builder()
                .resourceArn(instance.dbInstanceArn())
                .secretArn(instance.masterUserSecret().secretArn())
                .sql(sql);
    }

    private static SqlParameter parameter(String name, Field value) {
        return SqlParameter.builder().name(name).value(value).build();
    }

    private static SqlParameter hinted(String name, String value, TypeHint hint) {
        return SqlParameter.builder()
                .name(name)
                .value(Field.fromStringValue(value))
                .typeHint(hint)
                .build();
    }

    @Test
    void valuesOfEveryKindGoInAndComeBack() {
        data.executeStatement(
                on(
                                shop,
                                "create table kinds (b boolean, l bigint, d double precision, t"
                                        + " text, y bytea, n int, at timestamp, day date, hour time,"
                                        + " price numeric(8,2), doc jsonb, id uuid)")
                        .build());
        ExecuteStatementResponse inserted =
                data.executeStatement(
                        on(
                                        shop,
                                        "insert into kinds values (:b, :l, :d, :t, :y, :n, :at,"
                                                + " :day, :hour, :price, :doc, :id)")
                                .parameters(
                                        parameter("b", Field.fromBooleanValue(true)),
                                        parameter("l", Field.fromLongValue(1L << 40)),
                                        parameter("d", Field.fromDoubleValue(1.5)),
                                        parameter("t", Field.fromStringValue("it's :t")),
                                        parameter(
                                                "y",
                                                Field.fromBlobValue(
                                                        SdkBytes.fromUtf8String("bytes"))),
                                        parameter("n", Field.fromIsNull(true)),
                                        hinted("at", "2026-11-18 20:00:00.5", TypeHint.TIMESTAMP),
                                        hinted("day", "2026-11-18", TypeHint.DATE),
                                        hinted("hour", "20:01:02", TypeHint.TIME),
                                        hinted("price", "12.30", TypeHint.DECIMAL),
                                        hinted("doc", "{\"a\": 1}", TypeHint.JSON),
                                        hinted(
                                                "id",
                                                "123e4567-e89b-12d3-a456-426614174000",
                                                TypeHint.UUID))
                                .build());
        assertThat(inserted.numberOfRecordsUpdated()).isEqualTo(1);
        assertThat(inserted.hasRecords()).isFalse();

        ExecuteStatementResponse read =
                data.executeStatement(
                        on(shop, "select *, array[1,2] as list from kinds where l = :l")
                                .parameters(parameter("l", Field.fromLongValue(1L << 40)))
                                .includeResultMetadata(true)
                                .build());
        List<Field> row = read.records().getFirst();
        assertThat(row.get(0).booleanValue()).isTrue();
        assertThat(row.get(1).longValue()).isEqualTo(1L << 40);
        assertThat(row.get(2).doubleValue()).isEqualTo(1.5);
        assertThat(row.get(3).stringValue()).isEqualTo("it's :t");
        assertThat(row.get(4).blobValue().asUtf8String()).isEqualTo("bytes");
        assertThat(row.get(5).isNull()).isTrue();
        assertThat(row.subList(6, 12))
                .extracting(Field::stringValue)
                .containsExactly(
                        "2026-11-18 20:00:00.5",
                        "2026-11-18",
                        "20:01:02",
                        "12.30",
                        "{\"a\": 1}",
                        "123e4567-e89b-12d3-a456-426614174000");
        assertThat(row.get(12).arrayValue().longValues()).containsExactly(1L, 2L);
        assertThat(read.columnMetadata().get(1).name()).isEqualTo("l");
        assertThat(read.columnMetadata().get(1).typeName()).isEqualTo("int8");

        String json =
                data.executeStatement(
                                on(shop, "select l, t, n, price from kinds")
                                        .formatRecordsAs("JSON")
                                        .build())
                        .formattedRecords();
        assertThat(json)
                .isEqualTo("[{\"l\":1099511627776,\"t\":\"it's :t\",\"n\":null,\"price\":12.3}]");
    }

    @Test
    void transactionsAreKeptUntilTheyEndOrAreForgotten() {
        data.executeStatement(on(shop, "create table taken (id int)").build());
        String kept = begin();
        data.executeStatement(on(shop, "insert into taken values (1)").transactionId(kept).build());
        assertThat(count("taken")).isZero();
        assertThat(
                        data.commitTransaction(
                                        r ->
                                                r.resourceArn(shop.dbInstanceArn())
                                                        .secretArn(secret())
                                                        .transactionId(kept))
                                .transactionStatus())
                .isEqualTo("Transaction Committed");
        assertThat(count("taken")).isEqualTo(1);

        String undone = begin();
        data.executeStatement(on(shop, "delete from taken").transactionId(undone).build());
        data.rollbackTransaction(
                r -> r.resourceArn(shop.dbInstanceArn()).secretArn(secret()).transactionId(undone));
        assertThat(count("taken")).isEqualTo(1);

        String forgotten = begin();
        data.executeStatement(on(shop, "delete from taken").transactionId(forgotten).build());
        ahead = ahead.plus(Duration.ofSeconds(181));
        assertThatThrownBy(
                        () ->
                                data.executeStatement(
                                        on(shop, "select 1").transactionId(forgotten).build()))
                .isInstanceOf(TransactionNotFoundException.class);
        assertThat(count("taken")).isEqualTo(1);
    }

    private String begin() {
        return data.beginTransaction(r -> r.resourceArn(shop.dbInstanceArn()).secretArn(secret()))
                .transactionId();
    }

    private String secret() {
        return shop.masterUserSecret().secretArn();
    }

    private long count(String table) {
        return data.executeStatement(on(shop, "select count(*) from " + table).build())
                .records()
                .getFirst()
                .getFirst()
                .longValue();
    }

    @Test
    void batchesRunWholeAndMariaDbTellsItsKeys() {
        data.executeStatement(
                on(maria, "create table item (id int primary key auto_increment, name varchar(9))")
                        .build());
        List<List<SqlParameter>> names =
                List.of(
                        List.of(parameter("name", Field.fromStringValue("first"))),
                        List.of(parameter("name", Field.fromStringValue("second"))));
        assertThat(
                        data.batchExecuteStatement(
                                        r ->
                                                r.resourceArn(maria.dbInstanceArn())
                                                        .secretArn(
                                                                maria.masterUserSecret()
                                                                        .secretArn())
                                                        .sql(
                                                                "insert into item (name) values"
                                                                        + " (:name)")
                                                        .parameterSets(names))
                                .updateResults())
                .extracting(result -> result.generatedFields().getFirst().longValue())
                .containsExactly(1L, 2L);
        assertThatThrownBy(
                        () ->
                                data.batchExecuteStatement(
                                        r ->
                                                r.resourceArn(maria.dbInstanceArn())
                                                        .secretArn(
                                                                maria.masterUserSecret()
                                                                        .secretArn())
                                                        .sql("insert into item values (:id, :name)")
                                                        .parameterSets(
                                                                List.of(
                                                                        List.of(
                                                                                parameter(
                                                                                        "id",
                                                                                        Field
                                                                                                .fromLongValue(
                                                                                                        3L)),
                                                                                parameter(
                                                                                        "name",
                                                                                        Field
                                                                                                .fromStringValue(
                                                                                                        "third"))),
                                                                        List.of(
                                                                                parameter(
                                                                                        "id",
                                                                                        Field
                                                                                                .fromLongValue(
                                                                                                        1L)),
                                                                                parameter(
                                                                                        "name",
                                                                                        Field
                                                                                                .fromStringValue(
                                                                                                        "again")))))))
                .isInstanceOf(DatabaseErrorException.class);
        ExecuteStatementResponse read =
                data.executeStatement(on(maria, "select id, name from item").build());
        assertThat(read.records()).hasSize(2);
    }

    @Test
    void aStatementThatTakesTooLongIsCancelledUnlessItMayGoOn() {
        assertThat(DataService.LONGEST_STATEMENT).isEqualTo(Duration.ofSeconds(45));
        assertThat(isCancelled(shop, "select pg_sleep(60)", false)).isTrue();
        assertThat(isCancelled(shop, "select pg_sleep(1.1)", true)).isFalse();
        assertThat(isCancelled(maria, "select sleep(60)", false)).isTrue();
    }

    /** Whether a service whose limit is a second cancels a statement. */
    private boolean isCancelled(DBInstance instance, String sql, boolean mayGoOn) {
        boolean postgres = instance.engine().equals("postgres");
        String url =
                "jdbc:%s://%s:%d/shop"
                        .formatted(
                                postgres ? "postgresql" : "mariadb",
                                instance.endpoint().address(),
                                instance.endpoint().port());
        Map<String, Object> secret =
                house.secret(
                        "GetSecretValue",
                        Map.of("SecretId", instance.masterUserSecret().secretArn()));
        JsonMaps json = new JsonMaps(JsonFactories.json(8, 1 << 20));
        String password =
                String.valueOf(
                        json.read(
                                        String.valueOf(secret.get("SecretString"))
                                                .getBytes(StandardCharsets.UTF_8))
                                .get("password"));
        Targets here =
                new Targets() {
                    @Override
                    public Target target(String resourceArn, String database) {
                        return new Target(
                                postgres ? EngineKind.POSTGRESQL : EngineKind.MARIADB, url);
                    }

                    @Override
                    public Login login(String secretArn) {
                        return new Login("master", password);
                    }
                };
        try (DataService hasty =
                new DataService(
                        here, Duration.ofSeconds(1), InstantSource.system(), new Random(1))) {
            hasty.executeStatement(on(instance, sql).continueAfterTimeout(mayGoOn).build());
            return false;
        } catch (StatementTimeoutException e) {
            return true;
        }
    }

    @Test
    void whatCantBeDoneIsSaid() {
        refused("select nothing", DatabaseErrorException.class, "42703");
        refused("select 1; select 2", BadRequestException.class, "Multistatements");
        refused("select :x", BadRequestException.class, "Cannot find parameter: x");
        refused(
                "select repeat('x', 1048577)",
                BadRequestException.class,
                "allowed response size limit");
        assertThatThrownBy(
                        () ->
                                data.executeStatement(
                                        on(shop, "select 1 as a, 2 as a")
                                                .formatRecordsAs("JSON")
                                                .build()))
                .isInstanceOf(UnsupportedResultException.class);
        assertThatThrownBy(
                        () ->
                                data.executeStatement(
                                        on(shop, "select 1")
                                                .resourceArn(shop.dbInstanceArn() + "x")
                                                .build()))
                .isInstanceOf(DatabaseNotFoundException.class);
        assertThatThrownBy(
                        () ->
                                data.executeStatement(
                                        on(shop, "select 1").secretArn(secret() + "x").build()))
                .isInstanceOf(SecretsErrorException.class);
    }

    private void refused(String sql, Class<? extends AwsServiceException> type, String words) {
        assertThatThrownBy(() -> data.executeStatement(on(shop, sql).build()))
                .isInstanceOf(type)
                .hasMessageContaining(words);
    }

    @Test
    void aSecretIsMadeReadChangedAndUsed() {
        Map<String, Object> ofMaster = house.secret("GetSecretValue", Map.of("SecretId", secret()));
        assertThat(ofMaster.get("SecretString"))
                .asString()
                .startsWith("{\"username\":\"master\",\"password\":\"");
        Map<String, Object> made =
                house.secret(
                        "CreateSecret", Map.of("Name", "shop/reader", "SecretString", "nothing"));
        String arn = String.valueOf(made.get("ARN"));
        assertThatThrownBy(() -> data.executeStatement(on(shop, "select 1").secretArn(arn).build()))
                .isInstanceOf(InvalidSecretException.class);
        house.secret(
                "PutSecretValue",
                Map.of(
                        "SecretId",
                        "shop/reader",
                        "SecretString",
                        String.valueOf(ofMaster.get("SecretString"))));
        assertThat(
                        data.executeStatement(
                                        on(shop, "select current_user").secretArn(arn).build())
                                .records()
                                .getFirst()
                                .getFirst()
                                .stringValue())
                .isEqualTo("master");
        house.secret(
                "DeleteSecret",
                Map.of("SecretId", "shop/reader", "ForceDeleteWithoutRecovery", true));
        assertThat(house.secret("GetSecretValue", Map.of("SecretId", arn)).get("__type"))
                .asString()
                .endsWith("ResourceNotFoundException");
    }
}
