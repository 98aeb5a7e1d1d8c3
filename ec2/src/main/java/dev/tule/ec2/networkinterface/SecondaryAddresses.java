package dev.tule.ec2.networkinterface;

import dev.tule.ec2.network.Network;
import dev.tule.ec2.network.NetworkTables;
import dev.tule.ec2.resource.Faults;
import dev.tule.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.ec2.model.AssignPrivateIpAddressesRequest;
import software.amazon.awssdk.services.ec2.model.AssignPrivateIpAddressesResponse;
import software.amazon.awssdk.services.ec2.model.AssignedPrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.UnassignPrivateIpAddressesRequest;
import software.amazon.awssdk.services.ec2.model.UnassignPrivateIpAddressesResponse;

/** The further private addresses of interfaces. Safe for use by many threads. */
final class SecondaryAddresses {
    private final Network network;

    SecondaryAddresses(Network network) {
        this.network = network;
    }

    AssignPrivateIpAddressesResponse assign(AssignPrivateIpAddressesRequest request) {
        String id = request.networkInterfaceId();
        if (!request.ipv4Prefixes().isEmpty() || request.ipv4PrefixCount() != null) {
            throw Faults.notImplemented("A delegated prefix");
        }
        List<NetworkInterfacePrivateIpAddress> added =
                network.transact(
                        rows -> {
                            if (Boolean.TRUE.equals(request.allowReassignment())) {
                                request.privateIpAddresses().forEach(each -> free(rows, id, each));
                            }
                            return add(rows, request);
                        });
        return AssignPrivateIpAddressesResponse.builder()
                .networkInterfaceId(id)
                .assignedPrivateIpAddresses(
                        added.stream()
                                .map(
                                        each ->
                                                AssignedPrivateIpAddress.builder()
                                                        .privateIpAddress(each.privateIpAddress())
                                                        .build())
                                .toList())
                .build();
    }

    private List<NetworkInterfacePrivateIpAddress> add(
            Transaction rows, AssignPrivateIpAddressesRequest request) {
        NetworkInterface known = NetworkInterfaces.own(rows, request.networkInterfaceId());
        List<NetworkInterfacePrivateIpAddress> further =
                network.interfaces()
                        .further(
                                rows,
                                known,
                                request.privateIpAddresses(),
                                Objects.requireNonNullElse(
                                        request.secondaryPrivateIpAddressCount(), 0));
        List<NetworkInterfacePrivateIpAddress> all = new ArrayList<>(known.privateIpAddresses());
        all.addAll(further);
        network.interfaces().put(rows, known.toBuilder().privateIpAddresses(all).build());
        return further;
    }

    /**
     * Takes a secondary address from the other interface of the subnet that has it, if one does.
     */
    private void free(Transaction rows, String id, String address) {
        NetworkInterface to = NetworkInterfaces.own(rows, id);
        for (NetworkInterface each : NetworkTables.INTERFACES.all(rows).values()) {
            if (each.subnetId().equals(to.subnetId())
                    && !each.networkInterfaceId().equals(id)
                    && !each.requesterManaged()
                    && !address.equals(each.privateIpAddress())
                    && NetworkInterfaces.addresses(each).contains(address)) {
                take(rows, each.networkInterfaceId(), address);
            }
        }
    }

    UnassignPrivateIpAddressesResponse unassign(UnassignPrivateIpAddressesRequest request) {
        String id = request.networkInterfaceId();
        network.change(
                rows -> {
                    request.privateIpAddresses().forEach(each -> take(rows, id, each));
                });
        return UnassignPrivateIpAddressesResponse.builder().build();
    }

    /** An elastic address that stands for it does so no longer. */
    private void take(Transaction rows, String id, String address) {
        NetworkInterface known = NetworkInterfaces.own(rows, id);
        if (address.equals(known.privateIpAddress())
                || !NetworkInterfaces.addresses(known).contains(address)) {
            throw Faults.invalidValue(
                    "Some of the specified addresses are not assigned to interface " + id);
        }
        network.elasticAddresses().forget(rows, id, address);
        NetworkInterface now = NetworkInterfaces.own(rows, id);
        List<NetworkInterfacePrivateIpAddress> left =
                now.privateIpAddresses().stream()
                        .filter(each -> !each.privateIpAddress().equals(address))
                        .toList();
        network.interfaces().put(rows, now.toBuilder().privateIpAddresses(left).build());
    }
}
