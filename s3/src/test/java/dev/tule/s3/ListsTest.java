package dev.tule.s3;

import static dev.tule.s3.BucketsTest.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Listings. */
class ListsTest extends ObjectTest {
    private void putAll(String... keys) {
        for (String key : keys) {
            put(key, key);
        }
    }

    private ListObjectsV2Response list(Consumer<ListObjectsV2Request.Builder> more) {
        return client.listObjectsV2(
                b -> {
                    b.bucket(BUCKET);
                    more.accept(b);
                });
    }

    private static List<String> keys(ListObjectsV2Response response) {
        return response.contents().stream().map(S3Object::key).toList();
    }

    private static List<String> prefixes(ListObjectsV2Response response) {
        return response.commonPrefixes().stream().map(CommonPrefix::prefix).toList();
    }

    @Test
    void keysComeInTheOrderOfTheirUtf8Bytes() {
        // As UTF-16, the emoji would come before the fullwidth letter.
        putAll("b", "a", "ａ", "😀", "Z", "a/b", "a\u0000");

        assertThat(keys(list(b -> {}))).containsExactly("Z", "a", "a\u0000", "a/b", "b", "ａ", "😀");
    }

    @Test
    void whatIsListedSaysWhatItIs() {
        putAll("a");

        S3Object listed = list(b -> b.fetchOwner(true)).contents().getFirst();

        assertThat(listed.size()).isEqualTo(1);
        assertThat(listed.eTag()).isEqualTo("\"0cc175b9c0f1b6a831c399e269772661\"");
        assertThat(listed.lastModified()).isEqualTo("2026-11-22T10:20:30Z");
        assertThat(listed.storageClassAsString()).isEqualTo("STANDARD");
        assertThat(listed.owner().id()).hasSize(64);
        assertThat(listed.checksumAlgorithmAsStrings()).containsExactly("CRC64NVME");
        assertThat(list(b -> {}).contents().getFirst().owner()).isNull();
    }

    @Test
    void aDelimiterGathersWhatLiesBeyondIt() {
        putAll("2025/a", "2025/b/c", "2025/b/d", "2026/a", "2026/", "readme", "2025");

        ListObjectsV2Response top = list(b -> b.delimiter("/"));
        ListObjectsV2Response inside = list(b -> b.delimiter("/").prefix("2025/"));

        assertThat(keys(top)).containsExactly("2025", "readme");
        assertThat(prefixes(top)).containsExactly("2025/", "2026/");
        assertThat(top.keyCount()).isEqualTo(4);
        assertThat(keys(inside)).containsExactly("2025/a");
        assertThat(prefixes(inside)).containsExactly("2025/b/");
        assertThat(keys(list(b -> b.delimiter("/").prefix("2026/")))).contains("2026/");
    }

    @Test
    void pagesFollowOneAnother() {
        putAll("a/1", "a/2", "b", "c/1", "c/2", "d");

        ListObjectsV2Response first = list(b -> b.delimiter("/").maxKeys(1));
        assertThat(prefixes(first)).containsExactly("a/");
        assertThat(first.isTruncated()).isTrue();
        ListObjectsV2Response second =
                list(
                        b ->
                                b.delimiter("/")
                                        .maxKeys(2)
                                        .continuationToken(first.nextContinuationToken()));
        assertThat(keys(second)).containsExactly("b");
        assertThat(prefixes(second)).containsExactly("c/");
        ListObjectsV2Response third =
                list(b -> b.delimiter("/").continuationToken(second.nextContinuationToken()));
        assertThat(keys(third)).containsExactly("d");
        assertThat(third.isTruncated()).isFalse();
        assertThat(third.nextContinuationToken()).isNull();
    }

    @Test
    void aListingMayStartAfterAnyText() {
        putAll("a", "b", "b/1", "c");

        assertThat(keys(list(b -> b.startAfter("b")))).containsExactly("b/1", "c");
        assertThat(keys(list(b -> b.startAfter("bb")))).containsExactly("c");
        assertThat(keys(list(b -> b.startAfter("").prefix("b")))).containsExactly("b", "b/1");
        assertThat(keys(list(b -> b.startAfter("a").prefix("b")))).containsExactly("b", "b/1");
    }

    @Test
    void noKeysAtAllMayBeAskedFor() {
        putAll("a");

        assertThat(list(b -> b.maxKeys(0)).isTruncated()).isFalse();
        assertThat(list(b -> b.maxKeys(0)).contents()).isEmpty();
        assertFault(() -> list(b -> b.maxKeys(-1)), "InvalidArgument", 400);
        assertFault(() -> list(b -> b.continuationToken("x")), "InvalidArgument", 400);
    }

    @Test
    void keysAreEncodedForThoseWhoAsk() {
        putAll("ä b/+");

        ListObjectsV2Response response = list(b -> b.encodingType("url").prefix("ä"));

        assertThat(keys(response)).containsExactly("%C3%A4%20b/%2B");
        assertThat(response.prefix()).isEqualTo("%C3%A4");
        assertThat(response.encodingTypeAsString()).isEqualTo("url");
    }

    @Test
    void theOldListingsEncodeKeysAndMarkersToo() {
        putAll("ä/1", "ä/2", "ö b");

        ListObjectsResponse grouped =
                client.listObjects(
                        b -> b.bucket(BUCKET).encodingType("url").delimiter("/").maxKeys(1));
        ListObjectVersionsResponse versions =
                client.listObjectVersions(b -> b.bucket(BUCKET).encodingType("url").prefix("ö"));

        assertThat(grouped.commonPrefixes())
                .extracting(CommonPrefix::prefix)
                .containsExactly("%C3%A4/");
        assertThat(grouped.nextMarker()).isEqualTo("%C3%A4/");
        assertThat(versions.versions())
                .extracting(ObjectVersion::key)
                .containsExactly("%C3%B6%20b");
    }

    @Test
    void everyObjectIsItsOnlyVersion() {
        putAll("a", "b", "c/1");

        ListObjectVersionsResponse first =
                client.listObjectVersions(b -> b.bucket(BUCKET).maxKeys(2));
        ListObjectVersionsResponse rest =
                client.listObjectVersions(
                        b ->
                                b.bucket(BUCKET)
                                        .delimiter("/")
                                        .keyMarker(first.nextKeyMarker())
                                        .versionIdMarker(first.nextVersionIdMarker()));

        assertThat(first.versions()).extracting(ObjectVersion::key).containsExactly("a", "b");
        assertThat(first.versions())
                .allMatch(version -> version.isLatest() && version.versionId().equals("null"));
        assertThat(first.isTruncated()).isTrue();
        assertThat(rest.versions()).isEmpty();
        assertThat(rest.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("c/");
        assertThat(rest.isTruncated()).isFalse();
    }

    @Test
    void theOldListingGoesOnFromAMarker() {
        putAll("a/1", "a/2", "b", "c");

        ListObjectsResponse grouped =
                client.listObjects(b -> b.bucket(BUCKET).delimiter("/").maxKeys(1));
        ListObjectsResponse rest =
                client.listObjects(
                        b -> b.bucket(BUCKET).delimiter("/").marker(grouped.nextMarker()));
        ListObjectsResponse plain = client.listObjects(b -> b.bucket(BUCKET).maxKeys(2));

        assertThat(grouped.nextMarker()).isEqualTo("a/");
        assertThat(rest.contents()).extracting(S3Object::key).containsExactly("b", "c");
        assertThat(plain.isTruncated()).isTrue();
        assertThat(plain.nextMarker()).isNull();
        assertThat(plain.contents().getFirst().owner()).isNotNull();
    }

    @Test
    void everyPagingOfEveryQueryGivesWhatASortedSetWould() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        TreeSet<String> keys =
                new TreeSet<>(
                        (a, b) ->
                                Arrays.compareUnsigned(
                                        a.getBytes(StandardCharsets.UTF_8),
                                        b.getBytes(StandardCharsets.UTF_8)));
        for (int i = 0; i < 150; i++) {
            keys.add(randomKey(random));
        }
        putAll(keys.toArray(String[]::new));

        for (int i = 0; i < 60; i++) {
            String prefix = random.nextBoolean() ? "" : randomKey(random).substring(0, 1);
            String delimiter = random.nextBoolean() ? "/" : "";
            int size = 1 + random.nextInt(7);
            assertThat(all(prefix, delimiter, size))
                    .as("seed %s prefix %s delimiter %s size %s", seed, prefix, delimiter, size)
                    .isEqualTo(expected(keys, prefix, delimiter));
        }
    }

    private static String randomKey(Random random) {
        String alphabet = "ab/é\u0000";
        StringBuilder key = new StringBuilder();
        int length = 1 + random.nextInt(6);
        for (int i = 0; i < length; i++) {
            key.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return key.toString();
    }

    private static List<String> expected(Set<String> keys, String prefix, String delimiter) {
        List<String> expected = new ArrayList<>();
        for (String key : keys) {
            if (!key.startsWith(prefix)) {
                continue;
            }
            int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
            String item = end < 0 ? "key " + key : "prefix " + key.substring(0, end + 1);
            if (!expected.contains(item)) {
                expected.add(item);
            }
        }
        return expected.stream().sorted().toList();
    }

    private List<String> all(String prefix, String delimiter, int size) {
        List<String> found = new ArrayList<>();
        ListObjectsV2Response page = list(b -> b.prefix(prefix).delimiter(delimiter).maxKeys(size));
        while (true) {
            keys(page).forEach(key -> found.add("key " + key));
            prefixes(page).forEach(group -> found.add("prefix " + group));
            assertThat(page.keyCount()).isLessThanOrEqualTo(size);
            if (!page.isTruncated()) {
                return found.stream().sorted().toList();
            }
            String token = page.nextContinuationToken();
            page =
                    list(
                            b ->
                                    b.prefix(prefix)
                                            .delimiter(delimiter)
                                            .maxKeys(size)
                                            .continuationToken(token));
        }
    }
}
