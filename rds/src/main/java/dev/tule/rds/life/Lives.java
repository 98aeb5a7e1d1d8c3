package dev.tule.rds.life;

import dev.tule.engines.ServerEvent;
import dev.tule.engines.ServerName;
import dev.tule.rds.Surroundings;
import dev.tule.rds.instance.Instance;
import dev.tule.rds.instance.Instances;
import dev.tule.rds.resource.Place;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The threads that look after the instances of a place. Safe for use by many threads. */
public final class Lives implements AutoCloseable {
    private final Place place;
    private final Surroundings around;
    private final Instances instances;
    private final Works works;
    private final Upkeep upkeep;
    private final Map<String, Life> lives = new ConcurrentHashMap<>();
    private volatile boolean closed;

    public Lives(
            Place place, Surroundings around, Instances instances, Works works, Upkeep upkeep) {
        this.place = place;
        this.around = around;
        this.instances = instances;
        this.works = works;
        this.upkeep = upkeep;
    }

    /** Takes up what an earlier run left to be done. */
    public void start() {
        place.read(instances::all).forEach(instance -> wake(instance.resourceId()));
    }

    /** Says that there is something to do for an instance. */
    public void wake(String resourceId) {
        if (!closed) {
            lives.computeIfAbsent(resourceId, this::begin).wake();
        }
    }

    private Life begin(String resourceId) {
        Life life =
                new Life(
                        resourceId,
                        () -> place.read(rows -> instances.byResource(rows, resourceId)),
                        works,
                        upkeep,
                        around.config().rest());
        life.start(() -> lives.remove(resourceId));
        return life;
    }

    /** Says that something has changed that many instances depend on. */
    public void wakeAll() {
        start();
    }

    /** The instance whose clients a server has. */
    public Optional<Instance> instance(ServerName server) {
        return place.read(instances::all).stream()
                .filter(instance -> Servers.name(instance).equals(server))
                .findFirst();
    }

    /** Passes on what happened to a server, if it is one of this place. */
    public void happened(ServerEvent event) {
        if (closed) {
            return;
        }
        for (Instance instance : place.read(instances::all)) {
            if (Servers.name(instance).equals(event.server())) {
                upkeep.happened(instance, event);
                wake(instance.resourceId());
            } else if (Servers.standbyName(instance).equals(event.server())) {
                wake(instance.resourceId());
            }
        }
    }

    /** Ends the threads; the servers go on. */
    @Override
    public void close() {
        closed = true;
        lives.values().forEach(Life::stop);
        lives.values().forEach(Life::join);
    }
}
