package dev.tule.vnet;

import dev.tule.vnet.packet.Cidr;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The routes of one or more subnets; the longest prefix that holds the destination decides (<a
 * href="https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html">route tables</a>).
 * May be changed at any time. Safe for use by many threads.
 */
public final class RouteTable {
    /** Most routes: AWS's highest quota. */
    public static final int MOST_ROUTES = 1_000;

    private final String id;

    /** The longest prefix first. */
    private volatile Route[] routes = new Route[0];

    /** A table without routes, not even the local one. */
    public RouteTable(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    public List<Route> routes() {
        return List.of(routes);
    }

    /** Puts these routes in the place of all that were. */
    public void replaceRoutes(List<Route> changed) {
        if (changed.size() > MOST_ROUTES) {
            throw new IllegalArgumentException("more than " + MOST_ROUTES + " routes in " + id);
        }
        Set<Cidr> destinations = new HashSet<>();
        for (Route route : changed) {
            if (!destinations.add(route.destination())) {
                throw new IllegalArgumentException("two routes to " + route.destination());
            }
        }
        Comparator<Route> byPrefix =
                Comparator.comparingInt(route -> -route.destination().prefixLength());
        routes = changed.stream().sorted(byPrefix).toArray(Route[]::new);
    }

    /** Null when no route leads there. */
    Route.@Nullable Target lookup(int address) {
        for (Route route : routes) {
            if (route.destination().contains(address)) {
                return route.target();
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return id;
    }
}
