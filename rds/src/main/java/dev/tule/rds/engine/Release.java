package dev.tule.rds.engine;

import dev.tule.engines.EngineVersion;
import java.util.Map;

/**
 * A version of an engine that can be run here.
 *
 * @param version of the server that really runs, such as PostgreSQL 18.6
 */
public record Release(Engine engine, EngineVersion version) {

    static Release of(EngineVersion version) {
        return new Release(Engine.of(version.kind()), version);
    }

    /** All parameters that the server has, by name. */
    public Map<String, ServerParameter> parameters() {
        return ParameterFile.of(family());
    }

    /** Such as {@code 18.6}. */
    public String number() {
        return version.number();
    }

    /** What option groups are of, such as {@code 18} or {@code 8.0}. */
    public String major() {
        return version.major();
    }

    /** Of its parameter groups, such as {@code postgres18}. */
    public String family() {
        return engine.word() + (engine.isContained() ? "-" : "") + major();
    }

    /** The group that instances have unless another is asked for. */
    public String defaultParameterGroup() {
        return "default." + family();
    }

    public String defaultOptionGroup() {
        return "default:" + engine.word() + "-" + major().replace('.', '-');
    }

    public String title() {
        return engine.title() + " " + number();
    }
}
