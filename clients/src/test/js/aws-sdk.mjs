// A round trip with the AWS SDK for JavaScript v3. The endpoint and the key come from the environment
// (AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION), as `tule aws-env` prints them.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  ConditionalCheckFailedException,
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import { Upload } from "@aws-sdk/lib-storage";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";

const Bucket = "javascript-readings";
const s3 = new S3Client({ forcePathStyle: true });

await s3.send(new CreateBucketCommand({ Bucket }));
const put = await s3.send(
  new PutObjectCommand({ Bucket, Key: "a/ä b+c.txt", Body: "21.5 °C", Metadata: { sensor: "s-1" } }),
);
assert.match(put.ETag, /^"[0-9a-f]{32}"$/);
const got = await s3.send(new GetObjectCommand({ Bucket, Key: "a/ä b+c.txt" }));
assert.equal(await got.Body.transformToString(), "21.5 °C");
assert.equal(got.Metadata.sensor, "s-1");

const large = randomBytes(12 * 1024 * 1024 + 17);
await new Upload({ client: s3, params: { Bucket, Key: "large", Body: large } }).done();
const head = await s3.send(new HeadObjectCommand({ Bucket, Key: "large" }));
assert.equal(head.ContentLength, large.length);
assert.match(head.ETag, /-3"$/);
const back = await s3.send(new GetObjectCommand({ Bucket, Key: "large" }));
assert.ok(large.equals(Buffer.from(await back.Body.transformToByteArray())));

const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: "a/ä b+c.txt" }), { expiresIn: 60 });
assert.equal(await (await fetch(url)).text(), "21.5 °C");
assert.equal((await fetch(url.replace("X-Amz-Expires=60", "X-Amz-Expires=61"))).status, 403);

const list = await s3.send(new ListObjectsV2Command({ Bucket, Delimiter: "/" }));
assert.deepEqual(list.CommonPrefixes.map((p) => p.Prefix), ["a/"]);
assert.deepEqual(list.Contents.map((o) => o.Key), ["large"]);
await assert.rejects(s3.send(new GetObjectCommand({ Bucket, Key: "absent" })), NoSuchKey);
await s3.send(
  new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: "large" }, { Key: "a/ä b+c.txt" }] } }),
);
await s3.send(new DeleteBucketCommand({ Bucket }));

const TableName = "javascript-readings";
const dynamodb = new DynamoDBClient({});
await dynamodb.send(
  new CreateTableCommand({
    TableName,
    KeySchema: [
      { AttributeName: "sensor", KeyType: "HASH" },
      { AttributeName: "time", KeyType: "RANGE" },
    ],
    AttributeDefinitions: [
      { AttributeName: "sensor", AttributeType: "S" },
      { AttributeName: "time", AttributeType: "N" },
    ],
    BillingMode: "PAY_PER_REQUEST",
  }),
);
await waitUntilTableExists({ client: dynamodb, maxWaitTime: 30 }, { TableName });
for (let time = 1; time <= 5; time++) {
  await dynamodb.send(
    new PutItemCommand({
      TableName,
      Item: { sensor: { S: "s-1" }, time: { N: `${time}` }, celsius: { N: `${20 + time / 10}` } },
    }),
  );
}
const Key = { sensor: { S: "s-1" }, time: { N: "3" } };
const item = await dynamodb.send(new GetItemCommand({ TableName, Key }));
assert.equal(item.Item.celsius.N, "20.3");
const updated = await dynamodb.send(
  new UpdateItemCommand({
    TableName,
    Key,
    UpdateExpression: "SET celsius = celsius + :d, seen = list_append(if_not_exists(seen, :none), :who)",
    ExpressionAttributeValues: { ":d": { N: "1" }, ":none": { L: [] }, ":who": { L: [{ S: "js" }] } },
    ReturnValues: "ALL_NEW",
  }),
);
assert.equal(updated.Attributes.celsius.N, "21.3");
await assert.rejects(
  dynamodb.send(
    new PutItemCommand({ TableName, Item: Key, ConditionExpression: "attribute_not_exists(sensor)" }),
  ),
  ConditionalCheckFailedException,
);
const some = await dynamodb.send(
  new QueryCommand({
    TableName,
    KeyConditionExpression: "sensor = :s AND #t BETWEEN :a AND :b",
    ExpressionAttributeNames: { "#t": "time" },
    ExpressionAttributeValues: { ":s": { S: "s-1" }, ":a": { N: "2" }, ":b": { N: "4" } },
    ScanIndexForward: false,
  }),
);
assert.deepEqual(some.Items.map((i) => i.time.N), ["4", "3", "2"]);
await dynamodb.send(new DeleteTableCommand({ TableName }));
console.log("the AWS SDK for JavaScript made its round trip");
