package dev.tule.elb.balancer;

import dev.tule.elb.resource.Place;
import dev.tule.store.Key;
import dev.tule.store.Page;
import dev.tule.store.Snapshot;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/**
 * The network interfaces by which load balancers stand in their subnets, and from which they reach
 * machines: {@code ("interface", balancer, subnet)} with the interface's identifier, and {@code
 * ("interface-planned", balancer, subnet)} with the token by which one is being made. So a server
 * that is killed anywhere finds what it has made, and none is forgotten. Safe for use by many
 * threads.
 */
public final class Interfaces {
    private static final System.Logger LOG = System.getLogger(Interfaces.class.getName());
    private static final String TABLE = "interface";
    private static final String PLANNED = "interface-planned";

    private final Place place;
    private final Ec2Client ec2;

    public Interfaces(Place place, Ec2Client ec2) {
        this.place = place;
        this.ec2 = ec2;
    }

    /** A load balancer's interfaces, by subnet. */
    public static Map<String, String> of(Snapshot rows, String balancer) {
        Map<String, String> interfaces = new LinkedHashMap<>();
        rows.entries(Key.of(TABLE, balancer))
                .forEach(
                        entry ->
                                interfaces.put(
                                        (String) entry.key().elements().getLast(),
                                        new String(entry.value(), StandardCharsets.UTF_8)));
        return interfaces;
    }

    /**
     * Makes the interfaces that a balancer lacks, ends those that it has no more, and puts all into
     * these security groups.
     *
     * @param name as EC2 shows it: {@code app/NAME/ID}, or a classic balancer's name
     */
    public void follow(String balancer, String name, List<String> subnets, List<String> groups) {
        Map<String, String> known = place.read(rows -> of(rows, balancer));
        known.forEach(
                (subnet, id) -> {
                    if (subnets.contains(subnet)) {
                        ec2.modifyNetworkInterfaceAttribute(
                                request -> request.networkInterfaceId(id).groups(groups));
                    } else {
                        end(balancer, subnet, id);
                    }
                });
        for (String subnet : subnets) {
            if (!known.containsKey(subnet)) {
                plan(balancer, subnet, name).ifPresent(planned -> make(balancer, planned, groups));
            }
        }
    }

    private void make(String balancer, Planned planned, List<String> groups) {
        String id = made(planned);
        ec2.modifyNetworkInterfaceAttribute(
                request -> request.networkInterfaceId(id).groups(groups));
        place.change(
                rows -> {
                    rows.delete(Key.of(PLANNED, balancer, planned.subnet));
                    rows.put(
                            Key.of(TABLE, balancer, planned.subnet),
                            id.getBytes(StandardCharsets.UTF_8));
                });
    }

    /**
     * An interface that is being made, or was when the server was killed. What is asked of EC2
     * stays the same each time, so it makes one.
     */
    private record Planned(String subnet, String token, String name) {
        static Planned read(Page.Entry entry) {
            List<Object> words = Key.ofBytes(entry.value()).elements();
            return new Planned(
                    (String) entry.key().elements().getLast(),
                    (String) words.get(0),
                    (String) words.get(1));
        }
    }

    /** Empty where somebody else has made it meanwhile. */
    private Optional<Planned> plan(String balancer, String subnet, String name) {
        return place.transact(
                rows -> {
                    Key key = Key.of(PLANNED, balancer, subnet);
                    Optional<byte[]> there = rows.get(key);
                    if (there.isPresent()) {
                        return Optional.of(Planned.read(new Page.Entry(key, there.get())));
                    }
                    if (rows.get(Key.of(TABLE, balancer, subnet)).isPresent()) {
                        return Optional.empty();
                    }
                    Planned planned =
                            new Planned(subnet, "%016x".formatted(place.random().nextLong()), name);
                    rows.put(key, Key.of(planned.token, name).toBytes());
                    return Optional.of(planned);
                });
    }

    private String made(Planned planned) {
        return ec2.createNetworkInterface(
                        request ->
                                request.subnetId(planned.subnet)
                                        .description("ELB " + planned.name)
                                        .clientToken(planned.token))
                .networkInterface()
                .networkInterfaceId();
    }

    /** Whether a balancer has its interfaces, and no others. */
    public static boolean areThere(Snapshot rows, String balancer, List<String> subnets) {
        return of(rows, balancer).keySet().equals(Set.copyOf(subnets));
    }

    /** Ends all interfaces of a balancer. */
    public void end(String balancer) {
        place.read(rows -> of(rows, balancer)).forEach((subnet, id) -> end(balancer, subnet, id));
        List<Planned> planned =
                place.read(
                        rows ->
                                rows.entries(Key.of(PLANNED, balancer))
                                        .map(Planned::read)
                                        .toList());
        for (Planned each : planned) {
            try {
                end(balancer, each.subnet, made(each));
            } catch (Ec2Exception never) {
                LOG.log(Level.DEBUG, "an interface could not be made, and was not", never);
            }
            place.change(rows -> rows.delete(Key.of(PLANNED, balancer, each.subnet)));
        }
    }

    private void end(String balancer, String subnet, String id) {
        try {
            ec2.deleteNetworkInterface(request -> request.networkInterfaceId(id));
        } catch (Ec2Exception gone) {
            LOG.log(Level.DEBUG, "the interface {0} was gone before its balancer", id);
        }
        place.change(rows -> rows.delete(Key.of(TABLE, balancer, subnet)));
    }

    /**
     * Ends the interfaces of balancers that are there no more.
     *
     * @param of tells the balancers that are there, under all names that interfaces know them by
     */
    public void endOthers(Function<Snapshot, Set<String>> of) {
        Set<String> gone =
                place.read(
                        rows -> {
                            Set<String> balancers =
                                    Stream.of(TABLE, PLANNED)
                                            .flatMap(table -> rows.entries(Key.of(table)))
                                            .map(entry -> (String) entry.key().elements().get(1))
                                            .collect(Collectors.toCollection(TreeSet::new));
                            balancers.removeAll(of.apply(rows));
                            return balancers;
                        });
        gone.forEach(this::end);
    }
}
