package dev.tule.rds;

import dev.tule.engines.EngineVersion;
import java.util.Map;

/**
 * A version of an engine that can be run here.
 *
 * @param version of the server that really runs, such as PostgreSQL 18.6
 * @param parameters all that the server has, by name
 */
record Release(Engine engine, EngineVersion version, Map<String, ServerParameter> parameters) {

    static Release of(EngineVersion version) {
        Engine engine = Engine.of(version.kind());
        return new Release(engine, version, ParameterFile.read(engine.word() + version.major()));
    }

    /** Such as {@code 18.6}. */
    String number() {
        return version.number();
    }

    /** What option groups are of, such as {@code 18} or {@code 8.0}. */
    String major() {
        return version.major();
    }

    /** Of its parameter groups, such as {@code postgres18}. */
    String family() {
        return engine.word() + major();
    }

    /** The group that instances have unless another is asked for. */
    String defaultParameterGroup() {
        return "default." + family();
    }

    String defaultOptionGroup() {
        return "default:" + engine.word() + "-" + major().replace('.', '-');
    }

    String title() {
        return engine.title() + " " + number();
    }
}
