package dev.tule.aws.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.aws.Authoriser;
import dev.tule.aws.Permission;
import dev.tule.aws.ServedApi;
import dev.tule.aws.protocol.WireLimits;
import dev.tule.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** What goes over the wire, to the byte where clients look at bytes. */
class WireFormsTest {
    private static final Everything.Service DYNAMODB = Everything.SERVICES.get(0);
    private static final Everything.Service S3 = Everything.SERVICES.get(1);
    private static final Everything.Service IAM = Everything.SERVICES.get(2);
    private static final Everything.Service RDS = Everything.SERVICES.get(5);

    private static final class Sts implements StsClient {
        @Override
        public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request) {
            return GetCallerIdentityResponse.builder().account("123456789012").arn("a&b").build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private final List<String> called = new ArrayList<>();

    private ServedApi[] apis() {
        Everything.Answers answers =
                (operation, arguments) -> {
                    called.add(operation);
                    String name =
                            arguments[0].getClass().getName().replaceFirst("Request$", "Response");
                    Object builder = Class.forName(name).getMethod("builder").invoke(null);
                    return dev.tule.aws.shape.Shape.build(
                            (software.amazon.awssdk.core.SdkPojo) builder);
                };
        return new ServedApi[] {
            Everything.serve(DYNAMODB, answers),
            Everything.serve(S3, answers),
            Everything.serve(IAM, answers),
            Everything.serve(RDS, answers),
            new ServedApi.Sdk<>(
                    "sts",
                    "sts",
                    StsClient.class,
                    _ -> new Sts(),
                    (_, operation, _) -> Permission.onAny("sts:" + operation)),
            new ServedApi.Json(
                    "DynamoDB_20111205",
                    "dynamodb",
                    "com.amazonaws.dynamodb.v20111205",
                    _ -> WireFormsTest::old,
                    (_, operation, _) -> Permission.onAny("dynamodb:" + operation))
        };
    }

    private static Map<String, Object> old(String operation, Map<String, Object> request) {
        return switch (operation) {
            case "Echo" -> request;
            case "Fail" -> throw dev.tule.aws.AwsFault.of("Broken", 400, "it is");
            default -> throw new UnsupportedOperationException();
        };
    }

    private final FrontDoor door = TestDoor.serving(apis());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"a":{"S":"1","N":"2"}}|ValidationException|has more than one datatypes set
                    {"a":{"S":"1","S":"2"}}|ValidationException|has more than one datatypes set
                    {"a":{}}               |ValidationException|is empty, must contain exactly one
                    {"a":{"ZZ":"1"}}       |ValidationException|is empty, must contain exactly one
                    {"a":{"S":null}}       |ValidationException|is empty, must contain exactly one
                    {"a":null}             |ValidationException|is empty, must contain exactly one
                    {"a":{"S":7}}          |SerializationException|NUMBER_VALUE cannot be converted to String
                    {"a":{"S":"1"}         |SerializationException|not well-formed
                    {"a":"S"}              |SerializationException|STRING_VALUE cannot be converted
                    []                     |SerializationException|Start of list found where not expected
                    """)
    void aMalformedItemIsTheClientsFault(String item, String code, String message)
            throws Exception {
        String body = "{\"TableName\":\"birds\",\"Item\":" + item + "}";
        Raw.Answer answer = Raw.json(door, "DynamoDB_20120810.PutItem", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("#" + code + "\"").contains(message);
        assertThat(called).isEmpty();
    }

    @Test
    void anIntegerHasNoFractionAndABound() throws Exception {
        for (String limit : List.of("5.7", "99999999999", "\"5\"", "true", "[1]")) {
            Raw.Answer answer =
                    Raw.json(
                            door,
                            "DynamoDB_20120810.Scan",
                            "{\"TableName\":\"birds\",\"Limit\":" + limit + "}");
            assertThat(answer.status()).as(limit).isEqualTo(400);
            assertThat(answer.text()).as(limit).contains("SerializationException");
        }
        assertThat(
                        Raw.json(
                                        door,
                                        "DynamoDB_20120810.Scan",
                                        "{\"TableName\":\"birds\",\"Limit\":0}")
                                .text())
                .contains("Value '0' at 'limit' failed to satisfy constraint: Member must have")
                .contains("value greater than or equal to 1");
    }

    @Test
    void wrongValuesOfAnEnumerationAreNamed() throws Exception {
        Raw.Answer answer =
                Raw.json(
                        door,
                        "DynamoDB_20120810.Scan",
                        "{\"TableName\":\"birds\",\"ReturnConsumedCapacity\":\"SOME\"}");
        assertThat(answer.text())
                .contains("com.amazon.coral.validate#ValidationException")
                .contains(
                        "Value 'SOME' at 'returnConsumedCapacity' failed to satisfy constraint:"
                                + " Member must satisfy enum value set: [INDEXES, TOTAL, NONE]");
    }

    @Test
    void dynamodbsAnswersCarryTheirChecksum() throws Exception {
        Raw.Answer answer = Raw.json(door, "DynamoDB_20120810.ListTables", "{}");
        CRC32 crc = new CRC32();
        crc.update(answer.text().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(answer.headers().first("x-amz-crc32")).hasValue(Long.toString(crc.getValue()));
        assertThat(answer.headers().first("x-amzn-RequestId")).isPresent();
    }

    @Test
    void unknownOperationsAndServicesAreRefusedEachInItsWords() throws Exception {
        Raw.Answer operation = Raw.json(door, "DynamoDB_20120810.Fly", "{}");
        assertThat(operation.status()).isEqualTo(400);
        assertThat(operation.text()).contains("UnknownOperationException");
        Raw.Answer service = Raw.json(door, "Kinesis_20131202.ListStreams", "{}");
        assertThat(service.status()).isEqualTo(501);
        assertThat(service.text()).contains("NotImplemented").contains("Kinesis_20131202");
        Raw.Answer action = Raw.form(door, "Action=Fly&Version=2011-06-15");
        assertThat(action.status()).isEqualTo(400);
        assertThat(action.text()).contains("<Code>InvalidAction</Code>");
        Raw.Answer method = Raw.send(door, "PATCH", "localhost", "/box/key", Headers.none(), "");
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.text()).contains("<Code>MethodNotAllowed</Code>");
    }

    @Test
    void queriesAreAnsweredByGetAndPost() throws Exception {
        String query = "Action=GetCallerIdentity&Version=2011-06-15";
        for (Raw.Answer answer :
                List.of(Raw.form(door, query), Raw.get(door, "sts.amazonaws.com", "/?" + query))) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text())
                    .contains(
                            "<GetCallerIdentityResponse"
                                    + " xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                                    + "<GetCallerIdentityResult>")
                    .contains("<Arn>a&amp;b</Arn>")
                    .contains("<ResponseMetadata><RequestId>request-");
        }
    }

    @Test
    void oldBotoGetsJsonWhereItAsksForIt() throws Exception {
        Raw.Answer answer = Raw.form(door, "Action=GetCallerIdentity&ContentType=JSON");
        assertThat(answer.text())
                .startsWith(
                        "{\"GetCallerIdentityResponse\":{\"GetCallerIdentityResult\":"
                                + "{\"Account\":\"123456789012\",\"Arn\":\"a&b\"},"
                                + "\"ResponseMetadata\":{\"RequestId\":\"request-");
        Raw.Answer error = Raw.form(door, "Action=DescribeDBInstance&ContentType=JSON&Version=1");
        assertThat(error.text()).contains("InvalidAction");
    }

    @Test
    void theFirstDynamodbApiSpeaksItsOwnWords() throws Exception {
        String body = "{\"a\":[1,2.50,null,true,{\"b\":\"c\"}],\"n\":123456789012345678901}";
        assertThat(Raw.json(door, "DynamoDB_20111205.Echo", body).text()).isEqualTo(body);
        assertThat(Raw.json(door, "DynamoDB_20111205.Fail", "{}").text())
                .contains("\"com.amazonaws.dynamodb.v20111205#Broken\"");
        assertThat(Raw.json(door, "DynamoDB_20111205.Fly", "{}").text())
                .contains("UnknownOperationException");
        assertThat(Raw.json(door, "DynamoDB_20111205.Echo", "[]").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    localhost:4566,              /,                       listBuckets",
        "GET,    localhost:4566,              /box,                    listObjects",
        "GET,    localhost:4566,              /box/,                   listObjects",
        "GET,    localhost:4566,              /box?list-type=2,        listObjectsV2",
        "GET,    box.localhost:4566,          /,                       listObjects",
        "GET,    box.s3.amazonaws.com,        /?location,              getBucketLocation",
        "GET,    s3.amazonaws.com,            /box?versions,           listObjectVersions",
        "GET,    box.localhost,               /a/b,                    getObject",
        "HEAD,   localhost,                   /box/a,                  headObject",
        "HEAD,   localhost,                   /box/,                   headBucket",
        "PUT,    localhost,                   /box,                    createBucket",
        "PUT,    localhost,                   /box/a,                  putObject",
        "PUT,    localhost,                   '/box/a?partNumber=1&uploadId=2', uploadPart",
        "POST,   localhost,                   /box/a?uploads,          createMultipartUpload",
        "POST,   localhost,                   /box/a?restore,          restoreObject",
        "DELETE, localhost,                   /box/a?tagging,          deleteObjectTagging",
        "DELETE, localhost,                   /box/a?uploadId=2,       abortMultipartUpload",
        "GET,    localhost,                   /box/a?uploadId=2,       listParts",
    })
    void methodPathAndHostStandForAnOperationOfS3(
            String method, String authority, String target, String operation) throws Exception {
        Raw.send(door, method, authority, target, Headers.none(), "");
        assertThat(called).containsExactly(operation);
    }

    @Test
    void aCopyIsToldByItsSource() throws Exception {
        Headers source = Headers.of("x-amz-copy-source", "/box/a");
        Raw.send(door, "PUT", "localhost", "/box/b", source, "");
        Raw.send(door, "PUT", "localhost", "/box/b?partNumber=1&uploadId=2", source, "");
        assertThat(called).containsExactly("copyObject", "uploadPartCopy");
    }

    @Test
    void anErrorToHeadHasNoContent() throws Exception {
        FrontDoor closed =
                TestDoor.serving(
                        FrontDoorConfig.DEFAULT,
                        (_, _, _) -> Authoriser.Decision.IMPLICIT_DENY,
                        apis());
        Raw.Answer answer = Raw.send(closed, "HEAD", "localhost", "/box/a", Headers.none(), "");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).isEmpty();
        assertThat(answer.headers().first("x-amz-request-id")).isPresent();
        assertThat(Raw.get(closed, "localhost", "/box/a").text())
                .contains("<Code>AccessDenied</Code>");
        assertThat(Raw.json(closed, "DynamoDB_20120810.ListTables", "{}").text())
                .contains("AccessDeniedException")
                .contains("is not authorized to perform: dynamodb:ListTables on resource: *");
        assertThat(called).isEmpty();
    }

    @Test
    void whatIsTooLargeIsRefused() throws Exception {
        FrontDoorConfig narrow =
                new FrontDoorConfig(
                        List.of("localhost"),
                        TestDoor.ACCOUNT,
                        "us-east-1",
                        4,
                        new WireLimits(16, 100, 1000, 1000, 1000),
                        List.of());
        FrontDoor small = TestDoor.serving(narrow, (_, _, _) -> Authoriser.Decision.ALLOW, apis());
        String long1 = "x".repeat(2000);
        assertThat(Raw.json(small, "DynamoDB_20120810.ListTables", long1).status()).isEqualTo(413);
        assertThat(Raw.form(small, "Action=ListUsers&a=" + long1).status()).isEqualTo(413);
        assertThat(Raw.form(small, "Action=ListUsers" + "&a=b".repeat(200)).status())
                .isEqualTo(413);
        assertThat(
                        Raw.send(small, "POST", "localhost", "/box?delete", Headers.none(), long1)
                                .text())
                .contains("<Code>MaxMessageLengthExceeded</Code>");
        assertThat(
                        Raw.json(
                                        small,
                                        "DynamoDB_20120810.ListTables",
                                        "{\"a\":".repeat(20) + "1" + "}".repeat(20))
                                .status())
                .isEqualTo(400);
    }

    @Test
    void badEscapesAreAClientsFault() throws Exception {
        for (String target : List.of("/box/%zz", "/box/a%", "/box?%ff=1", "/%c0%af")) {
            Raw.Answer answer = Raw.get(door, "localhost", target);
            assertThat(answer.status()).as(target).isEqualTo(400);
        }
    }

    @Test
    void healthIsForEverybody() throws Exception {
        assertThat(Raw.get(door, "localhost:4566", "/health").text()).contains("up");
        Raw.get(door, "box.localhost", "/health");
        assertThat(called).containsExactly("getObject");
    }

    @Test
    void aFaultOfOursIsOneToo() throws Exception {
        FrontDoor broken =
                TestDoor.serving(
                        Everything.serve(
                                DYNAMODB,
                                (_, _) -> {
                                    throw new IllegalStateException("the cellar is flooded");
                                }));
        Raw.Answer answer = Raw.json(broken, "DynamoDB_20120810.ListTables", "{}");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).contains("InternalFailure").doesNotContain("cellar");
    }

    @Test
    void originsAreAllowedOnlyWhereConfigured() throws Exception {
        Headers preflight =
                Headers.of("Origin", "http://here", "Access-Control-Request-Method", "PUT");
        FrontDoor open =
                TestDoor.serving(
                        FrontDoorConfig.DEFAULT.withAllowedOrigins(List.of("http://here")),
                        (_, _, _) -> Authoriser.Decision.ALLOW,
                        apis());
        assertThat(
                        Raw.send(open, "OPTIONS", "localhost", "/box/a", preflight, "")
                                .headers()
                                .first("Access-Control-Allow-Origin"))
                .hasValue("http://here");
        assertThat(Raw.send(door, "OPTIONS", "localhost", "/box/a", preflight, "").status())
                .isEqualTo(405);
    }
}
