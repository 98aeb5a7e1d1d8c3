package dev.tule.server;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;

/** The AWS SDK, pointed at a server. */
record AwsClients(S3Client s3, DynamoDbClient dynamoDb) implements AutoCloseable {

    /** With the key of these tests. */
    static AwsClients of(ServerProcess server) {
        return of(server.aws(), ServerProcess.ACCESS_KEY, ServerProcess.SECRET_KEY);
    }

    static AwsClients of(URI endpoint, String accessKey, String secretKey) {
        StaticCredentialsProvider credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey));
        return new AwsClients(
                S3Client.builder()
                        .endpointOverride(endpoint)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(credentials)
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build(),
                DynamoDbClient.builder()
                        .endpointOverride(endpoint)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(credentials)
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build());
    }

    /** The caller closes it. */
    static Ec2Client ec2(ServerProcess server) {
        return Ec2Client.builder()
                .endpointOverride(server.aws())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(
                                        ServerProcess.ACCESS_KEY, ServerProcess.SECRET_KEY)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** A table whose items have a string {@code id}. */
    static void createTable(DynamoDbClient dynamoDb, String name) {
        AttributeDefinition id =
                AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build();
        KeySchemaElement key =
                KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build();
        dynamoDb.createTable(
                request ->
                        request.tableName(name)
                                .attributeDefinitions(id)
                                .keySchema(key)
                                .billingMode(BillingMode.PAY_PER_REQUEST));
        dynamoDb.waiter().waitUntilTableExists(request -> request.tableName(name));
    }

    @Override
    public void close() {
        s3.close();
        dynamoDb.close();
    }
}
