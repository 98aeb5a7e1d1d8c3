package dev.tule.dynamodb;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Tests of DynamoDB without any tables, as the services in this process see it. */
abstract class DynamoDbTest {
    Home home;
    DynamoDbClient client;

    @BeforeEach
    void open(@TempDir Path directory) {
        home = new Home(directory);
        client = home.client;
    }

    @AfterEach
    void close() {
        home.close();
    }

    int count(String table) {
        return client.scan(scan -> scan.tableName(table)).count();
    }
}
