package dev.tule.aws.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestIdsTest {

    @Test
    void idsAreRandomUuidsUnlikeOneAnother() {
        RequestIds ids = new RequestIds(new SplittableRandom(1));
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            UUID id = UUID.fromString(ids.get());
            assertThat(id.version()).isEqualTo(4);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(seen.add(id.toString())).isTrue();
        }
    }

    @Test
    void anotherSeedGivesOtherIds() {
        assertThat(new RequestIds(new SplittableRandom(1)).get())
                .isNotEqualTo(new RequestIds(new SplittableRandom(2)).get());
    }
}
