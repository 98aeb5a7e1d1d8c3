package dev.tule.engines.local;

import dev.tule.engines.EngineKind;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A test for each engine whose servers are processes of this host. */
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@EnumSource(
        value = EngineKind.class,
        mode = Mode.EXCLUDE,
        names = {"SQLSERVER", "ORACLE"})
@interface OfEachProcessEngine {}
