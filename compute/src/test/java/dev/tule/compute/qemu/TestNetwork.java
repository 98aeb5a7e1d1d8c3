package dev.tule.compute.qemu;

import dev.tule.compute.NetworkLink;
import dev.tule.compute.host.HostCommand;
import dev.tule.vnet.Fabric;
import dev.tule.vnet.FabricConfig;
import dev.tule.vnet.InterfaceConfig;
import dev.tule.vnet.NetworkInterface;
import dev.tule.vnet.Route;
import dev.tule.vnet.RouteTable;
import dev.tule.vnet.Subnet;
import dev.tule.vnet.Vpc;
import dev.tule.vnet.filter.AclEntry;
import dev.tule.vnet.filter.NetworkAcl;
import dev.tule.vnet.filter.SecurityGroup;
import dev.tule.vnet.filter.SecurityGroupRule;
import dev.tule.vnet.filter.Traffic;
import dev.tule.vnet.link.Lanes;
import dev.tule.vnet.link.StreamLink;
import dev.tule.vnet.link.StreamLinkConfig;
import dev.tule.vnet.outside.PublishedPort;
import dev.tule.vnet.packet.Cidr;
import dev.tule.vnet.packet.Ipv4Address;
import dev.tule.vnet.packet.MacAddress;
import dev.tule.vnet.tcp.Deadlines;
import dev.tule.vnet.tcp.TcpConnection;
import dev.tule.vnet.tcp.Ticker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A VPC with a metadata service, whose machines the host reaches by SSH at a published port. */
public final class TestNetwork implements AutoCloseable {
    private final Path directory;
    private final Path key;
    private final Lanes lanes = Lanes.open(1);
    private final Deadlines deadlines = new Deadlines();
    private final Ticker ticker = Ticker.start(deadlines, System::nanoTime);
    private final Fabric fabric =
            new Fabric(FabricConfig.DEFAULT, deadlines, System::nanoTime, new SecureRandom());
    private final Vpc vpc = fabric.createVpc("vpc-1", Cidr.of("10.0.0.0/16"));
    private final Subnet subnet;
    private final SecurityGroup group = vpc.securityGroup("sg-1");
    private final Map<String, PublishedPort> ports = new HashMap<>();
    private final Map<String, String> userData = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    /**
     * @param directory for the key and for links' sockets; its path must be short
     */
    public TestNetwork(Path directory) throws IOException {
        this.directory = directory;
        this.key = directory.resolve("key");
        HostCommand.run(
                List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString()),
                Duration.ofSeconds(20));
        RouteTable routes = new RouteTable("rtb-1");
        routes.replaceRoutes(List.of(new Route(vpc.range(), Route.LOCAL)));
        NetworkAcl acl = new NetworkAcl("acl-1");
        List<AclEntry> all = List.of(new AclEntry(100, Traffic.ALL, Cidr.ANY, true));
        acl.replaceEntries(all, all);
        subnet = vpc.createSubnet("subnet-1", Cidr.of("10.0.0.0/20"), routes, acl);
        List<SecurityGroupRule> everything = List.of(SecurityGroupRule.of(Traffic.ALL, Cidr.ANY));
        group.replaceRules(everything, everything);
        vpc.serveTcp(
                Ipv4Address.of("169.254.169.254"),
                80,
                (from, connection) -> {
                    connection.accept();
                    Thread.ofVirtual().start(() -> answer(from, connection));
                });
    }

    /** A link for a machine, plugged in and with its port for SSH published. */
    public NetworkLink link(String machine) throws IOException {
        int number = count.incrementAndGet();
        String mac = "02:00:00:00:01:%02x".formatted(number);
        Path socket = directory.resolve(number + ".link");
        NetworkInterface plugged =
                vpc.plug(
                        InterfaceConfig.of(
                                machine,
                                MacAddress.of(mac),
                                subnet,
                                Ipv4Address.of("10.0.1." + number),
                                List.of(group)),
                        new StreamLink(socket, lanes, StreamLinkConfig.DEFAULT));
        ports.put(
                machine,
                PublishedPort.open(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        plugged,
                        22,
                        10));
        return new NetworkLink(socket, mac);
    }

    public void userData(String machine, String script) {
        userData.put(machine, script);
    }

    private void answer(NetworkInterface from, TcpConnection connection) {
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(connection.input(), StandardCharsets.US_ASCII))) {
            String request = String.valueOf(in.readLine());
            for (String line = in.readLine(); line != null && !line.isEmpty(); ) {
                line = in.readLine();
            }
            byte[] body =
                    body(from.id(), request.split(" ", -1)[1]).getBytes(StandardCharsets.UTF_8);
            String head =
                    "HTTP/1.0 %s\r\nContent-Length: %d\r\n\r\n"
                            .formatted(body.length == 0 ? "404 Not Found" : "200 OK", body.length);
            connection.output().write(head.getBytes(StandardCharsets.US_ASCII));
            connection.output().write(body);
            connection.shutdownOutput();
            while (in.read() >= 0) {
                // The machine closes first, so that nothing is cut off.
            }
        } catch (IOException e) {
            connection.reset();
        }
    }

    private String body(String machine, String path) throws IOException {
        return switch (path) {
            case "/latest/api/token" -> "token-of-" + machine;
            case "/latest/meta-data/instance-id" -> machine;
            case "/latest/meta-data/local-hostname" -> machine + ".internal";
            case "/latest/meta-data/public-keys/0/openssh-key" ->
                    Files.readString(directory.resolve("key.pub"));
            case "/latest/user-data" -> userData.getOrDefault(machine, "");
            default -> "";
        };
    }

    /** Runs a command in the machine by SSH, again and again until the machine lets it in. */
    public String ssh(String machine, String command) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            try {
                return HostCommand.run(sshCommand(machine, command), Duration.ofSeconds(30));
            } catch (IOException e) {
                // 255 is ssh's own: it didn't get in.
                if (!String.valueOf(e.getMessage()).contains("(255)")
                        || System.nanoTime() - deadline > 0) {
                    throw e;
                }
            }
        }
    }

    private List<String> sshCommand(String machine, String command) {
        PublishedPort port = ports.get(machine);
        if (port == null) {
            throw new IllegalArgumentException(machine);
        }
        return List.of(
                "ssh",
                "-i",
                key.toString(),
                "-p",
                Integer.toString(port.address().getPort()),
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
                "root@127.0.0.1",
                command);
    }

    @Override
    public void close() throws IOException {
        for (PublishedPort port : ports.values()) {
            port.close();
        }
        fabric.close();
        ticker.close();
        lanes.close();
    }
}
