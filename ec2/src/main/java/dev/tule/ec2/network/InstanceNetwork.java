package dev.tule.ec2.network;

import dev.tule.compute.NetworkLink;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;

/**
 * What instances ask of the network. Everything is done within the caller's transaction; the
 * network itself follows the rows when it has been committed. Faults are EC2's. Safe for use by
 * many threads.
 */
public interface InstanceNetwork {

    /**
     * What a launch says of one instance's network; what it leaves open is the default VPC's.
     *
     * @param interfaces excludes subnet, address and groups
     * @param groupNames of security groups, in the default VPC
     * @param zone where the instance is to be; null for any
     */
    record Wanted(
            List<InstanceNetworkInterfaceSpecification> interfaces,
            @Nullable String subnetId,
            @Nullable String privateAddress,
            List<String> groupIds,
            List<String> groupNames,
            @Nullable String zone) {
        public Wanted {
            interfaces = List.copyOf(interfaces);
            groupIds = List.copyOf(groupIds);
            groupNames = List.copyOf(groupNames);
        }
    }

    /**
     * Makes or takes the interfaces of a new instance, and attaches them.
     *
     * @return the availability zone that they are in
     */
    String attach(Transaction rows, String instanceId, Wanted wanted);

    /**
     * Fills in what is the network's of an instance: VPC, subnet, addresses, names, groups,
     * interfaces, sourceDestCheck. Reads the rows once, for as many instances as there are.
     */
    UnaryOperator<Instance> describing(Snapshot rows);

    /**
     * The cards of an instance that is about to start, in the order of their device indexes; notes
     * where its machine will listen.
     *
     * @param socket for an interface's identifier
     */
    List<NetworkLink> plug(Transaction rows, String instanceId, Function<String, Path> socket);

    /** The instance is stopped: its machine no longer listens, addresses on loan go back. */
    void unplug(Transaction rows, String instanceId);

    /** The instance is terminated: interfaces go, or are detached where they outlive it. */
    void release(Transaction rows, String instanceId);

    /** Other security groups for the primary interface (ModifyInstanceAttribute, GroupId). */
    void changeGroups(Transaction rows, String instanceId, List<String> groupIds);

    /** Whether the primary interface drops packets that are not its own. */
    void changeSourceDestCheck(Transaction rows, String instanceId, boolean check);
}
