package dev.tule.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.compute.Architecture;
import dev.tule.compute.Disk;
import dev.tule.compute.DiskFormat;
import dev.tule.compute.InstanceDriver;
import dev.tule.compute.LaunchSpec;
import dev.tule.compute.Machine;
import dev.tule.compute.NetworkLink;
import dev.tule.compute.disk.DiskImages;
import dev.tule.compute.host.HostCommand;
import dev.tule.compute.image.ImageBuilder;
import dev.tule.compute.image.MachineImage;
import dev.tule.compute.qemu.Accelerator;
import dev.tule.compute.qemu.QemuConfig;
import dev.tule.compute.qemu.QemuDriver;
import dev.tule.ec2.network.InstanceNetwork;
import dev.tule.ec2.network.Network;
import dev.tule.ec2.network.live.LiveNetwork;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.securitygroup.GroupRules;
import dev.tule.ec2.securitygroup.SecurityGroupActions;
import dev.tule.ec2.securitygroup.SecurityGroups;
import dev.tule.store.RocksStore;
import dev.tule.store.Store;
import dev.tule.store.StoreConfig;
import dev.tule.vnet.NetworkInterface;
import dev.tule.vnet.tcp.TcpConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Two real machines in two groups: QEMU, a kernel, and a person who logs in. */
@Timeout(180)
class RealMachinesTest {
    private static final int MEMORY_MIB = 128;
    private static final int PORT = 8_000;

    /** Short, for the paths of sockets. */
    @TempDir private Path directory;

    private final DiskImages disks = DiskImages.open();

    @Test
    void aRuleLetsOneMachineReachTheOtherUntilItIsRevoked() throws Exception {
        HostCommand.run(
                List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key().toString()),
                Duration.ofSeconds(20));
        MachineImage image =
                new ImageBuilder(directory.resolve("images")).tiny(Architecture.host(), _ -> {});
        QemuConfig config = QemuConfig.in(directory.resolve("vm"));
        try (Store store = RocksStore.open(directory.resolve("store"), StoreConfig.DEFAULT);
                LiveNetwork live =
                        LiveNetwork.open(
                                LiveNetwork.ofHost().withMetadata(this::incoming),
                                new SecureRandom());
                InstanceDriver driver = QemuDriver.open(config, Accelerator.TCG)) {
            Place place =
                    new Place(
                            Home.HERE,
                            store,
                            InstantSource.system(),
                            new SecureRandom(),
                            new PlainSecrets());
            Network network = new Network(place, each -> live.topology(each)::follow);
            Groups groups = new Groups(new SecurityGroups(network), new GroupRules(network));
            try {
                meet(groups, network, driver, image);
            } finally {
                driver.machines().forEach(Machine::terminate);
            }
        }
    }

    private void meet(Groups groups, Network network, InstanceDriver driver, MachineImage image)
            throws IOException {
        String app = group(groups, "app");
        String web = group(groups, "web");
        IpPermission rule =
                tcp(PORT).userIdGroupPairs(UserIdGroupPair.builder().groupId(app).build()).build();
        groups.authorizeSecurityGroupIngress(r -> r.groupId(web).ipPermissions(rule));
        Instance server = launch(network, driver, image, "i-server", web);
        Instance caller = launch(network, driver, image, "i-caller", app);
        ssh(server, "mkdir -p /srv && echo hello >/srv/index.html && httpd -p 8000 -h /srv");
        String get =
                "timeout 5 wget -q -O - http://%s:8000/index.html || echo nothing"
                        .formatted(server.privateIpAddress());

        assertThat(ssh(caller, get)).isEqualTo("hello\n");
        groups.revokeSecurityGroupIngress(r -> r.groupId(web).ipPermissions(rule));
        assertThat(ssh(caller, get)).contains("nothing").doesNotContain("hello");
        groups.authorizeSecurityGroupIngress(r -> r.groupId(web).ipPermissions(rule));
        assertThat(ssh(caller, get)).isEqualTo("hello\n");
    }

    /** The API of security groups, in process. */
    private record Groups(SecurityGroups securityGroups, GroupRules groupRules)
            implements SecurityGroupActions {
        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private Path key() {
        return directory.resolve("key");
    }

    private static IpPermission.Builder tcp(int port) {
        return IpPermission.builder().ipProtocol("tcp").fromPort(port).toPort(port);
    }

    /** A group in the default VPC that lets everybody in by SSH. */
    private static String group(Groups groups, String name) {
        String id = groups.createSecurityGroup(r -> r.groupName(name).description(name)).groupId();
        IpPermission ssh = tcp(22).ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build()).build();
        groups.authorizeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(ssh));
        return id;
    }

    private Instance launch(
            Network network, InstanceDriver driver, MachineImage image, String id, String group)
            throws IOException {
        Path root = directory.resolve(id + ".qcow2");
        disks.createOn(image.disk(), DiskFormat.QCOW2, root, image.diskBytes());
        InstanceNetwork.Wanted wanted =
                new InstanceNetwork.Wanted(List.of(), null, null, List.of(group), List.of(), null);
        List<NetworkLink> links =
                network.place()
                        .transact(
                                rows -> {
                                    network.instances().attach(rows, id, wanted);
                                    return network.instances()
                                            .plug(rows, id, card -> directory.resolve(card));
                                });
        driver.launch(
                LaunchSpec.of(
                        id, 1, MEMORY_MIB, image.boot(), List.of(Disk.qcow2("root", root)), links));
        Instance instance = Instance.builder().instanceId(id).build();
        return network.read(rows -> network.instances().describing(rows).apply(instance));
    }

    /** Runs a command as root by SSH, again and again until the machine lets it in. */
    private String ssh(Instance machine, String command) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            List<String> words =
                    List.of(
                            "ssh",
                            "-i",
                            key().toString(),
                            "-p",
                            String.valueOf(port(machine)),
                            "-o",
                            "StrictHostKeyChecking=no",
                            "-o",
                            "UserKnownHostsFile=/dev/null",
                            "-o",
                            "LogLevel=ERROR",
                            "-o",
                            "ConnectTimeout=10",
                            "-o",
                            "BatchMode=yes",
                            "root@" + machine.publicDnsName(),
                            command);
            try {
                return HostCommand.run(words, Duration.ofSeconds(30));
            } catch (IOException e) {
                // 255 is ssh's own: it didn't get in.
                if (!String.valueOf(e.getMessage()).contains("(255)")
                        || System.nanoTime() - deadline > 0) {
                    throw e;
                }
            }
        }
    }

    /** 22, or 10,000 above where only root may listen there. */
    private static int port(Instance machine) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(machine.publicIpAddress(), 22));
            return 22;
        } catch (IOException notThere) {
            return 10_022;
        }
    }

    /** As much metadata as the tiny image asks for. */
    private void incoming(NetworkInterface from, TcpConnection connection) {
        connection.accept();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                answer(connection);
                            } catch (IOException e) {
                                connection.reset();
                            }
                        });
    }

    private void answer(TcpConnection connection) throws IOException {
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(connection.input(), StandardCharsets.US_ASCII))) {
            String path = String.valueOf(in.readLine()).split(" ", -1)[1];
            for (String line = in.readLine(); line != null && !line.isEmpty(); ) {
                line = in.readLine();
            }
            String body =
                    switch (path) {
                        case "/latest/api/token" -> "token";
                        case "/latest/meta-data/instance-id" -> "i-1";
                        case "/latest/meta-data/local-hostname" -> "machine";
                        case "/latest/meta-data/public-keys/0/openssh-key" ->
                                Files.readString(directory.resolve("key.pub"));
                        default -> "";
                    };
            String status = body.isEmpty() ? "404 Not Found" : "200 OK";
            connection
                    .output()
                    .write(
                            "HTTP/1.0 %s\r\nContent-Length: %d\r\n\r\n%s"
                                    .formatted(status, body.length(), body)
                                    .getBytes(StandardCharsets.US_ASCII));
            connection.shutdownOutput();
            while (in.read() >= 0) {
                // The machine closes first, so that nothing is cut off.
            }
        }
    }
}
