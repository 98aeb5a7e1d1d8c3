package dev.tule.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EnginesConfigTest {
    @Test
    void artifactsAreFetchedFromWhereTheBuildFetches() {
        assertThat(EnginesConfig.in(Path.of("data")).remotes())
                .singleElement()
                .satisfies(
                        remote -> {
                            assertThat(remote.getScheme()).isEqualTo("https");
                            assertThat(remote.getHost()).isNotEmpty();
                            assertThat(remote.getPath()).endsWith("/");
                        });
    }
}
