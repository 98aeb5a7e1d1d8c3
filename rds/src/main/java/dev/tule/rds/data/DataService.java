package dev.tule.rds.data;

import dev.tule.engines.EngineKind;
import dev.tule.engines.Login;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rdsdata.RdsDataClient;
import software.amazon.awssdk.services.rdsdata.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.rdsdata.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.rdsdata.model.BeginTransactionRequest;
import software.amazon.awssdk.services.rdsdata.model.BeginTransactionResponse;
import software.amazon.awssdk.services.rdsdata.model.CommitTransactionRequest;
import software.amazon.awssdk.services.rdsdata.model.CommitTransactionResponse;
import software.amazon.awssdk.services.rdsdata.model.DecimalReturnType;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.RecordsFormatType;
import software.amazon.awssdk.services.rdsdata.model.ResultSetOptions;
import software.amazon.awssdk.services.rdsdata.model.RollbackTransactionRequest;
import software.amazon.awssdk.services.rdsdata.model.RollbackTransactionResponse;
import software.amazon.awssdk.services.rdsdata.model.SqlParameter;
import software.amazon.awssdk.services.rdsdata.model.UpdateResult;

/**
 * The Data API of one account and region. Each call opens a connection of its own, but within a
 * transaction. Safe for use by many threads.
 */
public final class DataService implements RdsDataClient {
    /** Aurora User Guide, "Calling the Data API": statements time out after 45 seconds. */
    public static final Duration LONGEST_STATEMENT = Duration.ofSeconds(45);

    private static final int MOST_SETS = 1000;

    /** JSON has numbers for what is one. */
    private static final ResultSetOptions NUMBERS =
            ResultSetOptions.builder().decimalReturnType(DecimalReturnType.DOUBLE_OR_LONG).build();

    private final Targets targets;
    private final int longestSeconds;
    private final Transactions transactions;

    /**
     * @param longestStatement whole seconds; what takes longer is cancelled
     * @param clock tells when transactions are forgotten
     * @param random for the ids of transactions
     */
    public DataService(
            Targets targets,
            Duration longestStatement,
            InstantSource clock,
            RandomGenerator random) {
        this.targets = targets;
        this.longestSeconds = Math.toIntExact(longestStatement.toSeconds());
        this.transactions = new Transactions(clock, random);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Rolls back the transactions that are open. */
    @Override
    public void close() {
        transactions.close();
    }

    // ---- transactions ----

    @Override
    public BeginTransactionResponse beginTransaction(BeginTransactionRequest request) {
        Call call =
                new Call(
                        request.resourceArn(),
                        request.secretArn(),
                        request.database(),
                        request.schema(),
                        null);
        try {
            Connection connection = connect(call);
            connection.setAutoCommit(false);
            String id = transactions.begin(connection, request.resourceArn());
            return BeginTransactionResponse.builder().transactionId(id).build();
        } catch (SQLException e) {
            throw DataFaults.of(e);
        }
    }

    @Override
    public CommitTransactionResponse commitTransaction(CommitTransactionRequest request) {
        try {
            transactions.end(
                    request.transactionId(),
                    request.resourceArn(),
                    connection -> {
                        connection.commit();
                        return request;
                    });
        } catch (SQLException e) {
            throw DataFaults.of(e);
        }
        return CommitTransactionResponse.builder()
                .transactionStatus("Transaction Committed")
                .build();
    }

    @Override
    public RollbackTransactionResponse rollbackTransaction(RollbackTransactionRequest request) {
        try {
            transactions.end(
                    request.transactionId(),
                    request.resourceArn(),
                    connection -> {
                        connection.rollback();
                        return request;
                    });
        } catch (SQLException e) {
            throw DataFaults.of(e);
        }
        return RollbackTransactionResponse.builder().transactionStatus("Rollback Complete").build();
    }

    // ---- statements ----

    @Override
    public ExecuteStatementResponse executeStatement(ExecuteStatementRequest request) {
        Call call =
                new Call(
                        request.resourceArn(),
                        request.secretArn(),
                        request.database(),
                        request.schema(),
                        request.transactionId());
        NamedStatement statement = NamedStatement.parse(request.sql(), engine(call));
        return use(call, connection -> execute(connection, statement, request, call));
    }

    private ExecuteStatementResponse execute(
            Connection connection,
            NamedStatement statement,
            ExecuteStatementRequest request,
            Call call)
            throws SQLException {
        EngineKind engine = engine(call);
        boolean json = request.formatRecordsAs() == RecordsFormatType.JSON;
        try (PreparedStatement prepared = prepare(connection, statement, engine)) {
            // The one who lets it go on waits for it.
            boolean patient = Boolean.TRUE.equals(request.continueAfterTimeout());
            prepared.setQueryTimeout(patient ? 0 : longestSeconds);
            Parameters.bind(prepared, statement.names(), request.parameters(), engine);
            ExecuteStatementResponse.Builder response = ExecuteStatementResponse.builder();
            if (!prepared.execute()) {
                return response.numberOfRecordsUpdated(Math.max(0, prepared.getLargeUpdateCount()))
                        .generatedFields(generated(prepared, engine))
                        .build();
            }
            try (ResultSet rows = prepared.getResultSet()) {
                Results results = new Results(rows, json ? NUMBERS : request.resultSetOptions());
                List<List<Field>> records = results.records();
                if (json) {
                    return response.formattedRecords(JsonRecords.write(results.labels(), records))
                            .numberOfRecordsUpdated(0L)
                            .build();
                }
                if (Boolean.TRUE.equals(request.includeResultMetadata())) {
                    response.columnMetadata(results.metadata());
                }
                return response.records(records)
                        .numberOfRecordsUpdated(0L)
                        .generatedFields(List.of())
                        .build();
            }
        }
    }

    @Override
    public BatchExecuteStatementResponse batchExecuteStatement(
            BatchExecuteStatementRequest request) {
        if (request.parameterSets().size() > MOST_SETS) {
            throw DataFaults.bad("A batch has at most " + MOST_SETS + " parameter sets");
        }
        Call call =
                new Call(
                        request.resourceArn(),
                        request.secretArn(),
                        request.database(),
                        request.schema(),
                        request.transactionId());
        NamedStatement statement = NamedStatement.parse(request.sql(), engine(call));
        List<List<SqlParameter>> sets =
                request.parameterSets().isEmpty() ? List.of(List.of()) : request.parameterSets();
        List<UpdateResult> results =
                use(
                        call,
                        connection -> {
                            boolean alone = connection.getAutoCommit();
                            connection.setAutoCommit(false);
                            List<UpdateResult> updated =
                                    batch(connection, statement, sets, engine(call));
                            if (alone) {
                                connection.commit();
                            }
                            return updated;
                        });
        return BatchExecuteStatementResponse.builder()
                .updateResults(request.parameterSets().isEmpty() ? List.of() : results)
                .build();
    }

    private List<UpdateResult> batch(
            Connection connection,
            NamedStatement statement,
            List<List<SqlParameter>> sets,
            EngineKind engine)
            throws SQLException {
        List<UpdateResult> results = new ArrayList<>();
        try (PreparedStatement prepared = prepare(connection, statement, engine)) {
            prepared.setQueryTimeout(longestSeconds);
            for (List<SqlParameter> set : sets) {
                Parameters.bind(prepared, statement.names(), set, engine);
                boolean query = prepared.execute();
                results.add(
                        UpdateResult.builder()
                                .generatedFields(query ? List.of() : generated(prepared, engine))
                                .build());
            }
        }
        return results;
    }

    /** PostgreSQL has RETURNING for it, as the Data API's guide says. */
    private static PreparedStatement prepare(
            Connection connection, NamedStatement statement, EngineKind engine)
            throws SQLException {
        return engine == EngineKind.POSTGRESQL
                ? connection.prepareStatement(statement.sql())
                : connection.prepareStatement(statement.sql(), Statement.RETURN_GENERATED_KEYS);
    }

    private static List<Field> generated(PreparedStatement statement, EngineKind engine)
            throws SQLException {
        if (engine == EngineKind.POSTGRESQL) {
            return List.of();
        }
        List<Field> fields = new ArrayList<>();
        try (ResultSet keys = statement.getGeneratedKeys()) {
            while (keys.next()) {
                fields.add(Field.fromLongValue(keys.getLong(1)));
            }
        }
        return fields;
    }

    // ---- connections ----

    /** What every request says of where it goes. */
    private record Call(
            String resource,
            String secret,
            @Nullable String database,
            @Nullable String schema,
            @Nullable String transaction) {

        Call {
            if (schema != null) {
                throw DataFaults.bad("The schema parameter isn't supported");
            }
        }

        String databaseOrUsual() {
            return database == null ? "" : database;
        }
    }

    private EngineKind engine(Call call) {
        return targets.target(call.resource, call.databaseOrUsual()).engine();
    }

    private <T> T use(Call call, Transactions.Use<T> use) {
        try {
            if (call.transaction != null) {
                return transactions.within(call.transaction, call.resource, use);
            }
            try (Connection connection = connect(call)) {
                return use.with(connection);
            }
        } catch (SQLException e) {
            throw DataFaults.of(e);
        }
    }

    /** Within this machine, in UTC, as the Data API's sessions are. */
    private Connection connect(Call call) throws SQLException {
        Targets.Target target = targets.target(call.resource, call.databaseOrUsual());
        Login login = targets.login(call.secret);
        Properties properties = new Properties();
        properties.setProperty("user", login.user());
        properties.setProperty("password", login.password());
        boolean postgres = target.engine() == EngineKind.POSTGRESQL;
        if (postgres) {
            properties.setProperty("ApplicationName", "rds-data");
        } else {
            properties.setProperty("sslMode", "trust");
            properties.setProperty("sessionVariables", "time_zone='+00:00'");
        }
        Connection connection = DriverManager.getConnection(target.url(), properties);
        if (postgres) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set time zone 'UTC'");
            }
        }
        return connection;
    }
}
