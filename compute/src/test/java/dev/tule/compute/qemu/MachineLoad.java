package dev.tule.compute.qemu;

import dev.tule.compute.Architecture;
import dev.tule.compute.Disk;
import dev.tule.compute.DiskFormat;
import dev.tule.compute.HostBudget;
import dev.tule.compute.LaunchSpec;
import dev.tule.compute.Machine;
import dev.tule.compute.disk.DiskImages;
import dev.tule.compute.image.ImageBuilder;
import dev.tule.compute.image.MachineImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures how long it takes from a launch to a login by SSH, from a template and by booting, one
 * machine and eight at once; and what a machine that rests takes of the host's memory. A program,
 * not a test.
 */
final class MachineLoad implements AutoCloseable {
    private static final int MEMORY = 128;

    private final Path directory;
    private final MachineImage image;
    private final DiskImages disks = DiskImages.open();
    private final TestNetwork network;
    private int count;

    private MachineLoad(Path directory) throws Exception {
        this.directory = directory;
        this.image =
                new ImageBuilder(directory.resolve("images"))
                        .tiny(Architecture.host(), System.out::println);
        this.network = new TestNetwork(Files.createDirectory(directory.resolve("net")));
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("load");
        try (MachineLoad load = new MachineLoad(directory)) {
            load.measure(false, arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8);
            load.measure(true, arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8);
        }
    }

    private void measure(boolean warm, int atOnce) throws Exception {
        QemuConfig config =
                QemuConfig.in(directory.resolve("vm"))
                        .withBudget(new HostBudget(16_384, 64, 1, 60))
                        .withWarm(warm);
        String how = warm ? "from a template" : "by booting";
        try (QemuDriver driver = QemuDriver.open(config, Accelerator.TCG)) {
            driver.prepare(next());
            try {
                for (int round = 0; round < 3; round++) {
                    long start = System.nanoTime();
                    Machine machine = launchAndLogIn(driver);
                    System.out.printf(
                            "one %s: %d ms, of which it had a processor for %d ms%n",
                            how, millisSince(start), machine.metrics().cpuTime().toMillis());
                    machine.terminate();
                }
                long start = System.nanoTime();
                List<Future<Machine>> launched = new ArrayList<>();
                try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
                    for (int i = 0; i < atOnce; i++) {
                        launched.add(people.submit(() -> launchAndLogIn(driver)));
                    }
                }
                System.out.printf("%d at once %s: %d ms%n", atOnce, how, millisSince(start));
                long bytes = 0;
                for (Future<Machine> machine : launched) {
                    bytes += machine.get().metrics().residentBytes();
                }
                System.out.printf(
                        "memory of each of %d machines: %d MB%n",
                        atOnce, bytes / atOnce / 1_000_000);
            } finally {
                driver.machines().forEach(Machine::terminate);
            }
        }
    }

    private Machine launchAndLogIn(QemuDriver driver) throws IOException {
        LaunchSpec spec = next();
        Machine machine = driver.launch(spec);
        try {
            var _ = network.ssh(spec.id().value(), "true");
        } catch (IOException e) {
            System.out.println(new String(machine.console(8_192), StandardCharsets.UTF_8));
            throw e;
        }
        return machine;
    }

    private synchronized LaunchSpec next() throws IOException {
        String id = "i-" + ++count;
        Path root = directory.resolve(id + ".qcow2");
        disks.createOn(image.disk(), DiskFormat.QCOW2, root, image.diskBytes());
        return LaunchSpec.of(
                id,
                1,
                MEMORY,
                image.boot(),
                List.of(Disk.qcow2("root", root)),
                List.of(network.link(id)));
    }

    private static long millisSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    @Override
    public void close() throws IOException {
        network.close();
    }
}
