package dev.tule.elb;

import dev.tule.elb.plane.Whereabouts;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * What EC2 says of the instances that are registered. An address is another machine's soon after an
 * instance has ended, so it is forgotten as soon as that is known. Safe for use by many threads.
 */
final class Instances implements Whereabouts {
    private final Ec2Client ec2;
    private final Map<String, String> addresses = new ConcurrentHashMap<>();

    Instances(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    @Override
    public @Nullable String address(String instance) {
        return addresses.get(instance);
    }

    /** Asks EC2 anew; gives those of the instances that have ended. */
    Set<String> look(Set<String> instances) {
        addresses.keySet().retainAll(instances);
        if (instances.isEmpty()) {
            return Set.of();
        }
        Set<String> ended = ConcurrentHashMap.newKeySet();
        ended.addAll(instances);
        Filter these = Filter.builder().name("instance-id").values(instances).build();
        ec2.describeInstancesPaginator(request -> request.filters(these)).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .forEach(instance -> take(instance, ended));
        addresses.keySet().removeAll(ended);
        return ended;
    }

    private void take(Instance instance, Set<String> ended) {
        InstanceStateName state = instance.state().name();
        if (state != InstanceStateName.TERMINATED) {
            ended.remove(instance.instanceId());
        }
        if (state == InstanceStateName.RUNNING && instance.privateIpAddress() != null) {
            addresses.put(instance.instanceId(), instance.privateIpAddress());
        } else {
            addresses.remove(instance.instanceId());
        }
    }
}
