package dev.tule.elb.balancer;

import dev.tule.elb.resource.Place;
import dev.tule.store.Key;
import dev.tule.store.Snapshot;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/**
 * The network interfaces by which load balancers stand in their subnets, and from which they reach
 * machines: {@code ("interface", balancer, subnet)} with the interface's identifier. Safe for use
 * by many threads.
 */
public final class Interfaces {
    private static final System.Logger LOG = System.getLogger(Interfaces.class.getName());
    private static final String TABLE = "interface";

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
                String id =
                        ec2.createNetworkInterface(
                                        request ->
                                                request.subnetId(subnet)
                                                        .description("ELB " + name)
                                                        .groups(groups))
                                .networkInterface()
                                .networkInterfaceId();
                place.change(
                        rows ->
                                rows.put(
                                        Key.of(TABLE, balancer, subnet),
                                        id.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    /** Ends all interfaces of a balancer. */
    public void end(String balancer) {
        place.read(rows -> of(rows, balancer)).forEach((subnet, id) -> end(balancer, subnet, id));
    }

    private void end(String balancer, String subnet, String id) {
        place.change(rows -> rows.delete(Key.of(TABLE, balancer, subnet)));
        try {
            ec2.deleteNetworkInterface(request -> request.networkInterfaceId(id));
        } catch (Ec2Exception gone) {
            LOG.log(Level.DEBUG, "the interface {0} was gone before its balancer", id);
        }
    }
}
