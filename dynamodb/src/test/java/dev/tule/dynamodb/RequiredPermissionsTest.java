package dev.tule.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.aws.AccountRegion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

class RequiredPermissionsTest {
    private static final String TABLES = "arn:aws:dynamodb:eu-west-1:000000000000:table/";

    private static List<String> needed(String operation, SdkRequest request) {
        return new RequiredPermissions(new AccountRegion("000000000000", "eu-west-1"))
                .of(operation, request).stream()
                        .map(needed -> needed.action() + " " + needed.resource())
                        .toList();
    }

    @Test
    void aTableAnIndexOrNothingInParticular() {
        assertThat(needed("Query", QueryRequest.builder().tableName("t").indexName("i").build()))
                .containsExactly("dynamodb:Query " + TABLES + "t/index/i");
        assertThat(needed("Query", QueryRequest.builder().tableName(TABLES + "t").build()))
                .containsExactly("dynamodb:Query " + TABLES + "t");
        assertThat(needed("ListTables", ListTablesRequest.builder().build()))
                .containsExactly("dynamodb:ListTables *");
    }

    @Test
    void aBatchIsAskedForOnEachTable() {
        KeysAndAttributes keys = KeysAndAttributes.builder().build();
        assertThat(
                        needed(
                                "BatchGetItem",
                                BatchGetItemRequest.builder()
                                        .requestItems(Map.of("a", keys, "b", keys))
                                        .build()))
                .containsExactlyInAnyOrder(
                        "dynamodb:BatchGetItem " + TABLES + "a",
                        "dynamodb:BatchGetItem " + TABLES + "b");
    }

    @Test
    void aTransactionNeedsWhatItsPartsNeed() {
        TransactWriteItem put = TransactWriteItem.builder().put(p -> p.tableName("a")).build();
        TransactWriteItem check =
                TransactWriteItem.builder().conditionCheck(c -> c.tableName("b")).build();
        assertThat(
                        needed(
                                "TransactWriteItems",
                                TransactWriteItemsRequest.builder()
                                        .transactItems(put, check, put)
                                        .build()))
                .containsExactly(
                        "dynamodb:PutItem " + TABLES + "a",
                        "dynamodb:ConditionCheckItem " + TABLES + "b");
    }
}
