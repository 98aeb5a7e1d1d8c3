package dev.tule.compute.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.compute.Boot;
import dev.tule.compute.InstanceDriver;
import dev.tule.compute.SharedKernelContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

/** Sandboxes on this host. */
class SandboxDriverTest extends SharedKernelContract {
    @Override
    protected InstanceDriver open() {
        try {
            return SandboxDriver.open(directory, roomForTwo());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected Boot boot() {
        return new Boot.HostSystem();
    }

    @Test
    void itSeesItsOwnProcessesAndFilesAndWritesToNothingOfTheHosts() throws Exception {
        driver().launch(spec("i-21"));

        assertThat(network.ssh("i-21", "ls /proc | grep -c '^[0-9]'; cat /proc/1/cmdline"))
                .contains("/tule/busybox");
        assertThat(network.ssh("i-21", "ls -d " + directory + " 2>&1 || true"))
                .contains("No such file");
        assertThat(
                        network.ssh(
                                "i-21",
                                "for at in /usr /usr/bin /etc/ssl / /proc/sys/vm /tule; do touch"
                                        + " $at/x 2>/dev/null && echo wrote $at; done; mount -o"
                                        + " remount,rw /usr 2>/dev/null && echo remounted; true"))
                .isEmpty();
    }
}
