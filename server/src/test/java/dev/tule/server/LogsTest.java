package dev.tule.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.server.cloud.ConfigurationError;
import dev.tule.server.cloud.Logs;
import io.netty.util.concurrent.DefaultPromise;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a server says of itself, and what its libraries say. */
class LogsTest {
    @AfterEach
    void giveBackTheJdksOwnSettings() throws IOException {
        LogManager.getLogManager().readConfiguration();
    }

    @Test
    void tuleTellsWhatHappensAndLibrariesWhatTheyWarnOf() throws ConfigurationError {
        Logs.configure("");
        assertThat(logs("dev.tule.server", Level.INFO)).isTrue();
        assertThat(logs("dev.tule.server", Level.FINE)).isFalse();
        assertThat(logs("io.netty.channel", Level.WARNING)).isTrue();
        assertThat(logs("io.netty.channel", Level.INFO)).isFalse();
    }

    /**
     * It comes when a network ends while a closed channel's listener, of which there is none,
     * waits.
     */
    @Test
    void nettysCryAtTheEndOfALoopIsNotPassedOn() throws ConfigurationError {
        Logs.configure("");
        assertThat(logs(DefaultPromise.class.getName() + ".rejectedExecution", Level.SEVERE))
                .isFalse();
        assertThat(logs(DefaultPromise.class.getName(), Level.WARNING)).isTrue();
    }

    @Test
    void aSettingNamesLevels() throws ConfigurationError {
        Logs.configure("debug, org.chatty=info, dev.tule.store=off");
        assertThat(logs("dev.tule.server", Level.FINE)).isTrue();
        assertThat(logs("org.chatty.detail", Level.INFO)).isTrue();
        assertThat(logs("dev.tule.store", Level.SEVERE)).isFalse();
    }

    @Test
    void aLevelThatIsNoneIsNamed() {
        assertThatThrownBy(() -> Logs.configure("loud"))
                .isInstanceOf(ConfigurationError.class)
                .hasMessageContaining("'loud'")
                .hasMessageContaining("error, warning, info, debug or trace");
    }

    private static boolean logs(String name, Level level) {
        return Logger.getLogger(name).isLoggable(level);
    }
}
