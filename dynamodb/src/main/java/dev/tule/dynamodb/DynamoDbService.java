package dev.tule.dynamodb;

import dev.tule.aws.AccountRegion;
import dev.tule.aws.AwsCall;
import dev.tule.dynamodb.value.InvalidRequest;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeContinuousBackupsRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeContinuousBackupsResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeEndpointsRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeEndpointsResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeLimitsRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeLimitsResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTimeToLiveRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTimeToLiveResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TagResourceRequest;
import software.amazon.awssdk.services.dynamodb.model.TagResourceResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UntagResourceRequest;
import software.amazon.awssdk.services.dynamodb.model.UntagResourceResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveResponse;

/**
 * DynamoDB of one account and region (API Reference, API version 2012-08-10). Safe for use by many
 * threads. Operations that aren't here are not implemented.
 */
final class DynamoDbService implements DynamoDbClient {
    private final AccountRegion where;
    private final Housekeeping housekeeping;
    private final TableOperations tableOperations;
    private final TagOperations tagOperations;
    private final ItemOperations itemOperations;
    private final QueryOperations queryOperations;
    private final ScanOperations scanOperations;
    private final BatchOperations batchOperations;
    private final TransactionOperations transactionOperations;
    private final TableUpdates tableUpdates;
    private final SettingOperations settingOperations;

    DynamoDbService(Tables tables, DynamoDb.Surroundings surroundings) {
        this.where = tables.where();
        ClientTokens tokens = new ClientTokens(surroundings.clock());
        ItemRows rows = new ItemRows(tables.mostValueBytes());
        ItemWriter writer = new ItemWriter(tables, rows);
        this.housekeeping = new Housekeeping(tables, rows, tokens, surroundings);
        this.tableOperations = new TableOperations(tables, housekeeping, surroundings);
        this.tagOperations = new TagOperations(tables);
        this.itemOperations = new ItemOperations(tables, rows, writer);
        this.queryOperations = new QueryOperations(tables, rows);
        this.scanOperations = new ScanOperations(tables, rows);
        this.batchOperations = new BatchOperations(tables, rows, writer);
        this.transactionOperations = new TransactionOperations(tables, rows, writer, tokens);
        this.tableUpdates = new TableUpdates(tables, housekeeping);
        this.settingOperations = new SettingOperations(tables, housekeeping);
    }

    void start() {
        housekeeping.start();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Ends what runs behind the answers. */
    @Override
    public void close() {
        housekeeping.close();
    }

    /** The one place where what DynamoDB doesn't take becomes the error that callers see. */
    private static <T> T answer(Supplier<T> operation) {
        try {
            return operation.get();
        } catch (InvalidRequest e) {
            throw Faults.validation(e.text());
        }
    }

    @Override
    public CreateTableResponse createTable(CreateTableRequest request) {
        return answer(() -> tableOperations.createTable(request));
    }

    @Override
    public DescribeTableResponse describeTable(DescribeTableRequest request) {
        return answer(() -> tableOperations.describeTable(request));
    }

    @Override
    public ListTablesResponse listTables(ListTablesRequest request) {
        return answer(() -> tableOperations.listTables(request));
    }

    @Override
    public DeleteTableResponse deleteTable(DeleteTableRequest request) {
        return answer(() -> tableOperations.deleteTable(request));
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        return answer(() -> tagOperations.tagResource(request));
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
        return answer(() -> tagOperations.untagResource(request));
    }

    @Override
    public ListTagsOfResourceResponse listTagsOfResource(ListTagsOfResourceRequest request) {
        return answer(() -> tagOperations.listTagsOfResource(request));
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return answer(() -> itemOperations.putItem(request));
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return answer(() -> itemOperations.getItem(request));
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        return answer(() -> itemOperations.updateItem(request));
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
        return answer(() -> itemOperations.deleteItem(request));
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        return answer(() -> queryOperations.query(request));
    }

    @Override
    public ScanResponse scan(ScanRequest request) {
        return answer(() -> scanOperations.scan(request));
    }

    @Override
    public UpdateTableResponse updateTable(UpdateTableRequest request) {
        return answer(() -> tableUpdates.updateTable(request));
    }

    @Override
    public UpdateTimeToLiveResponse updateTimeToLive(UpdateTimeToLiveRequest request) {
        return answer(() -> settingOperations.updateTimeToLive(request));
    }

    @Override
    public DescribeTimeToLiveResponse describeTimeToLive(DescribeTimeToLiveRequest request) {
        return answer(() -> settingOperations.describeTimeToLive(request));
    }

    @Override
    public DescribeContinuousBackupsResponse describeContinuousBackups(
            DescribeContinuousBackupsRequest request) {
        return answer(() -> settingOperations.describeContinuousBackups(request));
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        return answer(() -> batchOperations.batchGetItem(request));
    }

    @Override
    public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
        return answer(() -> batchOperations.batchWriteItem(request));
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        return answer(() -> transactionOperations.transactWriteItems(request));
    }

    @Override
    public TransactGetItemsResponse transactGetItems(TransactGetItemsRequest request) {
        return answer(() -> transactionOperations.transactGetItems(request));
    }

    @Override
    public DescribeLimitsResponse describeLimits(DescribeLimitsRequest request) {
        return settingOperations.describeLimits();
    }

    @Override
    public DescribeEndpointsResponse describeEndpoints(DescribeEndpointsRequest request) {
        String authority =
                AwsCall.CURRENT.isBound()
                        ? AwsCall.current().authority()
                        : "dynamodb." + where.region() + ".amazonaws.com";
        return settingOperations.describeEndpoints(authority);
    }
}
