package dev.tule.s3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The tags of an object. */
class ObjectTaggingTest extends ObjectTest {
    @Test
    void tagsOfAnObjectChangeAlone() {
        String etag = put("a", "1").eTag();

        client.putObjectTagging(
                b -> b.bucket(BUCKET).key("a").tagging(t -> t.tagSet(tag("k", "v"))));
        assertThat(client.getObjectTagging(b -> b.bucket(BUCKET).key("a")).tagSet())
                .containsExactly(tag("k", "v"));
        client.deleteObjectTagging(b -> b.bucket(BUCKET).key("a"));
        assertThat(client.getObjectTagging(b -> b.bucket(BUCKET).key("a")).tagSet()).isEmpty();
        assertThat(client.headObject(b -> b.bucket(BUCKET).key("a")).eTag()).isEqualTo(etag);
    }
}
