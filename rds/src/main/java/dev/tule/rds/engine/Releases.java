package dev.tule.rds.engine;

import dev.tule.engines.EngineOffer;
import dev.tule.rds.resource.Faults;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The versions of engines that can be run here, the newest first. Immutable.
 *
 * @param obstacles why an engine can't be run, in a sentence that says what to do
 */
public record Releases(List<Release> all, Map<Engine, String> obstacles) {

    /**
     * @param images what there is of engines that are containers, by the names that the API has
     */
    public static Releases of(List<EngineOffer> offers, Map<Engine, EngineOffer> images) {
        List<Release> all = new ArrayList<>();
        Map<Engine, String> obstacles = new EnumMap<>(Engine.class);
        for (EngineOffer offer : offers) {
            if (offer.version().kind().isContained()) {
                continue;
            }
            if (offer.obstacle() == null) {
                all.add(Release.of(offer.version()));
            } else {
                obstacles.put(Engine.of(offer.version().kind()), offer.obstacle());
            }
        }
        images.forEach(
                (engine, offer) -> {
                    if (offer.obstacle() == null) {
                        all.add(new Release(engine, offer.version()));
                    } else {
                        obstacles.put(engine, offer.obstacle());
                    }
                });
        all.sort(
                Comparator.comparing(Release::engine)
                        .thenComparing(Releases::numbers, Comparator.reverseOrder()));
        return new Releases(List.copyOf(all), Map.copyOf(obstacles));
    }

    /** The version so that its text sorts as its numbers do. */
    private static String numbers(Release release) {
        StringBuilder padded = new StringBuilder();
        for (String part : release.number().split("\\.", -1)) {
            padded.append("%06d.".formatted(Integer.parseInt(part)));
        }
        return padded.toString();
    }

    /**
     * Those of an engine that answer to a version: all of it, its beginning, or any if it is null,
     * or empty, as Terraform says so.
     */
    public List<Release> of(Engine engine, @Nullable String version) {
        boolean any = version == null || version.isEmpty();
        return all.stream()
                .filter(release -> release.engine() == engine)
                .filter(release -> any || answersTo(release.number(), String.valueOf(version)))
                .toList();
    }

    private static boolean answersTo(String actual, String asked) {
        return actual.equals(asked) || actual.startsWith(asked + ".");
    }

    public Optional<Release> ofFamily(String family) {
        return all.stream().filter(release -> release.family().equals(family)).findFirst();
    }

    /**
     * The version to run.
     *
     * @param version as asked for; null for the newest
     */
    public Release required(Engine engine, @Nullable String version) {
        List<Release> there = of(engine, null);
        if (there.isEmpty()) {
            throw Faults.invalidCombination(
                    "%s can't be run on this machine: %s"
                            .formatted(
                                    engine.word(),
                                    obstacles.getOrDefault(engine, unknown(engine))));
        }
        return of(engine, version).stream()
                .findFirst()
                .orElseThrow(
                        () ->
                                Faults.invalidCombination(
                                        "Cannot find version %s for %s. What runs here is %s."
                                                .formatted(version, engine.word(), list(there))));
    }

    private static String unknown(Engine engine) {
        return engine.isContained()
                ? "its servers are containers of an image that you have and license. Have Docker or Podman running, and name the image in tule.yaml as rds.containers.%s."
                        .formatted(engine.word())
                : "no server of it is known.";
    }

    private static String list(List<Release> releases) {
        return String.join(", ", releases.stream().map(Release::number).toList());
    }
}
