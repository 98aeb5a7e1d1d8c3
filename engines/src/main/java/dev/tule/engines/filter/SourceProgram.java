package dev.tule.engines.filter;

import dev.tule.engines.SourceRange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A program for the kernel's packet filter (classic BPF) that lets pass what comes from allowed
 * addresses.
 */
final class SourceProgram {

    /** The kernel's BPF_MAXINSNS. */
    static final int MOST_INSTRUCTIONS = 4096;

    private static final int LOAD = 0x20;
    private static final int AND = 0x54;
    private static final int JUMP = 0x05;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int RETURN = 0x06;

    private static final int PROTOCOL = 0xffff_f000;
    private static final int IP_HEADER = 0xfff0_0000;
    private static final int IPV4 = 0x0800;
    private static final int IPV4_SOURCE = IP_HEADER + 12;
    private static final int IPV6_SOURCE = IP_HEADER + 8;

    private static final int PASS = 0xffff_ffff;
    private static final int DROP = 0;

    /**
     * A {@code sock_filter}.
     *
     * @param otherwise how many instructions are left out where a comparison fails
     */
    record Instruction(int code, int otherwise, int value) {
        static final int BYTES = 8;

        void write(ByteBuffer target) {
            target.putShort((short) code).put((byte) 0).put((byte) otherwise).putInt(value);
        }
    }

    private SourceProgram() {}

    /**
     * @throws IllegalArgumentException when there are more ranges than a program can hold
     */
    static List<Instruction> of(List<SourceRange> sources) {
        List<Instruction> four = section(sources, Integer.BYTES, IPV4_SOURCE);
        List<Instruction> six = section(sources, 4 * Integer.BYTES, IPV6_SOURCE);
        List<Instruction> program = new ArrayList<>();
        program.add(new Instruction(LOAD, 0, PROTOCOL));
        program.add(new Instruction(JUMP_IF_EQUAL, four.size(), IPV4));
        if (four.size() > 0xff) {
            // Conditional jumps are short.
            program.removeLast();
            program.add(new Instruction(JUMP_IF_EQUAL, 1, IPV4));
            program.add(new Instruction(JUMP, 0, 1));
            program.add(new Instruction(JUMP, 0, four.size()));
        }
        program.addAll(four);
        program.addAll(six);
        if (program.size() > MOST_INSTRUCTIONS) {
            throw new IllegalArgumentException(
                    "too many sources for a filter: %d".formatted(sources.size()));
        }
        return program;
    }

    /** Looks through the ranges of one kind of address. */
    private static List<Instruction> section(
            List<SourceRange> sources, int addressBytes, int position) {
        List<Instruction> section = new ArrayList<>();
        for (SourceRange range : sources) {
            byte[] network = range.network().getAddress();
            if (network.length == addressBytes) {
                section.addAll(comparison(network, range.prefixLength(), position));
            }
        }
        section.add(new Instruction(RETURN, 0, DROP));
        return section;
    }

    private static List<Instruction> comparison(byte[] network, int prefixLength, int position) {
        List<Instruction> steps = new ArrayList<>();
        ByteBuffer words = ByteBuffer.wrap(network);
        int bits = prefixLength;
        for (int at = 0; bits > 0; at += Integer.BYTES, bits -= Integer.SIZE) {
            int mask = bits >= Integer.SIZE ? -1 : -1 << (Integer.SIZE - bits);
            steps.add(new Instruction(LOAD, 0, position + at));
            if (mask != -1) {
                steps.add(new Instruction(AND, 0, mask));
            }
            steps.add(new Instruction(JUMP_IF_EQUAL, 0, words.getInt(at) & mask));
        }
        steps.add(new Instruction(RETURN, 0, PASS));
        for (int at = 0; at < steps.size(); at++) {
            Instruction step = steps.get(at);
            if (step.code() == JUMP_IF_EQUAL) {
                steps.set(at, new Instruction(step.code(), steps.size() - at - 1, step.value()));
            }
        }
        return steps;
    }
}
