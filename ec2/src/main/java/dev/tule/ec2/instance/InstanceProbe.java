package dev.tule.ec2.instance;

import static software.amazon.awssdk.services.ec2.model.InstanceStateName.RUNNING;

import dev.tule.aws.AccountRegion;
import dev.tule.compute.Machine;
import dev.tule.ec2.metering.Probe;
import dev.tule.ec2.resource.Place;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Instance;

/** The instances of a place, to be measured. Safe for use by many threads. */
record InstanceProbe(Place place, InstanceView view, LifeCycle lifeCycle) implements Probe {
    @Override
    public AccountRegion where() {
        return place.where();
    }

    @Override
    public List<Instance> running() {
        return place.read(rows -> view.all(rows, instance -> States.is(instance, RUNNING))).stream()
                .map(InstanceView.Seen::instance)
                .toList();
    }

    @Override
    public Optional<Machine> machine(String instance) {
        return lifeCycle.running(instance);
    }
}
