package dev.tule.compute.qmp;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Something that QEMU tells unasked.
 *
 * @param name as {@code SHUTDOWN} or {@code DEVICE_DELETED}
 * @param data what belongs to it; an empty object where QEMU sends none
 */
public record QmpEvent(String name, JsonNode data) {}
