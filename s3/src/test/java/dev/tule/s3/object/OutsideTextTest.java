package dev.tule.s3.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.tule.s3.row.Ids;
import dev.tule.s3.tag.Tags;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Text that clients send: read as meant, or refused as a fault of theirs; never a fault of ours.
 */
class OutsideTextTest {

    /** Strings of what each form is made of, and of what it isn't. */
    private static void anything(String alphabet, Consumer<String> parser) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(12);
            for (int j = 0; j < length; j++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                parser.accept(text.toString());
            } catch (S3Exception expected) {
                assertThat(expected.statusCode()).isBetween(400, 499);
            } catch (RuntimeException e) {
                fail("seed " + seed + ": " + text, e);
            }
        }
    }

    @Test
    void rangesAreWithinTheObject() {
        anything(
                "bytes=0123456789-,- ",
                text -> {
                    for (String header : new String[] {text, "bytes=" + text}) {
                        ByteRange.parse(header, 50)
                                .ifPresent(
                                        range -> {
                                            assertThat(range.offset()).isBetween(0L, 49L);
                                            assertThat(range.count())
                                                    .isBetween(1L, 50 - range.offset());
                                        });
                        ByteRange.within(header, 50);
                    }
                });
    }

    @Test
    void rangesOfHugeNumbersAreRanges() {
        assertThat(ByteRange.parse("bytes=1-999999999999999999", 50))
                .hasValue(new ByteRange(1, 49));
        assertThat(ByteRange.parse("bytes=-999999999999999999", 50)).hasValue(new ByteRange(0, 50));
    }

    @Test
    void copySourcesNameBucketAndKey() {
        anything(
                "/b?k%2Fé+=versionId",
                text -> {
                    CopySource source = CopySource.of(text, null, null, null);
                    assertThat(source.bucket()).isNotEmpty().doesNotContain("/");
                    assertThat(source.key()).isNotEmpty();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "bucket/key, bucket, key",
        "/bucket/key, bucket, key",
        "bucket/a/b%20c+d, bucket, a/b c+d",
        "bucket%2Fkey, bucket, key",
        "bucket//key, bucket, /key",
        "bucket/key?versionId=null, bucket, key",
        "bucket/a%3Fb, bucket, a?b"
    })
    void aCopySourceMayBeWrittenInSeveralWays(String header, String bucket, String key) {
        assertThat(CopySource.of(header, null, null, null)).isEqualTo(new CopySource(bucket, key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bucket", "bucket/", "/bucket", "/", "b/%zz", "b/k?versionId=7"})
    void aCopySourceThatNamesNothingIsRefused(String header) {
        assertThatThrownBy(() -> CopySource.of(header, null, null, null))
                .isInstanceOf(S3Exception.class);
    }

    @Test
    void tagsOfAHeaderAreTagsOrRefused() {
        anything("ab=&%20+é", text -> assertThat(Tags.ofHeader(text).size()).isLessThan(11));
        assertThat(Tags.ofHeader("a=1&b=x%20y&c="))
                .isEqualTo(Map.of("a", "1", "b", "x y", "c", ""));
    }

    @Test
    void etagListsAreComparedWithoutQuotes() {
        anything("\"W/,* ab", text -> ReadConditions.matches(text, "ab"));
        assertThat(ReadConditions.matches("\"x\", W/\"ab\"", "ab")).isTrue();
        assertThat(ReadConditions.matches("\"x\"", "ab")).isFalse();
    }

    @Test
    void idsAreReadAsTheyWereWritten() {
        anything("AZaz09-_=", Ids::parse);
        UUID id = UUID.randomUUID();
        assertThat(Ids.parse(Ids.text(id))).hasValue(id);
    }

    @Test
    void httpDatesAreReadAsTheyWereWritten() {
        anything("Sun, 06 Nov 1994 08:49:37 GMT", HttpDate::parse);
        assertThat(HttpDate.parse("Sun, 06 Nov 1994 08:49:37 GMT").map(HttpDate::format))
                .hasValue("Sun, 06 Nov 1994 08:49:37 GMT");
    }
}
