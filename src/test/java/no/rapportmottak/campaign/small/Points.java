package no.rapportmottak.campaign.small;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Where the hub is, and what happens there. Its parent orders by lines on standard input and reads standard output:
 *
 * <pre>
 * halt N POINT    the process ends without any notice when it comes to the point for the N-th time; {@link #HALTED}
 * hold POINT;…    who comes first to one of these says AT POINT there and waits for go
 * go              all go on, and nobody waits any more
 * met             says MET COUNT POINT for each point that was come to since the last time, then END
 * clock SECONDS   by how much the clock is ahead
 * </pre>
 */
public final class Points {

    /** The exit status of a process that ended at a point. */
    public static final int HALTED = 99;

    private record Halt(String point, AtomicInteger left) {}

    /** @param free the points to which nobody has come yet */
    private record Hold(Set<String> free, CountDownLatch go) {

        static Hold at(String points) {
            Set<String> free = ConcurrentHashMap.newKeySet();
            free.addAll(List.of(points.split(";")));
            return new Hold(free, new CountDownLatch(1));
        }
    }

    private static final Map<String, LongAdder> MET = new ConcurrentHashMap<>();
    private static volatile Halt halt;
    private static volatile Hold hold;

    private Points() {}

    /** Takes the first order from {@code -Dcampaign.order}, the others from standard input. */
    static void listen() {
        String first = System.getProperty("campaign.order", "");
        if (!first.isEmpty()) {
            obey(first);
        }
        Thread thread = new Thread(Points::readOrders, "campaign-orders");
        thread.setDaemon(true);
        thread.start();
    }

    private static void readOrders() {
        try (BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = orders.readLine(); line != null; line = orders.readLine()) {
                obey(line);
            }
        } catch (IOException e) {
            say("ERROR " + e);
        }
        Runtime.getRuntime().halt(1);
    }

    private static void obey(String line) {
        String[] words = line.split(" ", 3);
        switch (words[0]) {
            case "halt" -> halt = new Halt(words[2], new AtomicInteger(Integer.parseInt(words[1])));
            case "hold" -> hold = Hold.at(line.substring(line.indexOf(' ') + 1));
            case "go" -> go();
            case "met" -> sayMet();
            case "clock" -> JumpingClock.jumpTo(Duration.ofSeconds(Long.parseLong(words[1])));
            default -> say("ERROR " + line);
        }
    }

    private static void go() {
        Hold now = hold;
        hold = null;
        if (now != null) {
            now.go().countDown();
        }
    }

    private static void sayMet() {
        StringBuilder lines = new StringBuilder();
        MET.forEach((point, times) -> lines.append("MET ").append(times.sumThenReset()).append(' ').append(point).append('\n'));
        say(lines + "END");
    }

    static synchronized void say(String text) {
        System.out.println(text);
        System.out.flush();
    }

    /** The process has come to a point. */
    public static void reached(String point) {
        MET.computeIfAbsent(point, none -> new LongAdder()).increment();
        Halt end = halt;
        if (end != null && end.point().equals(point) && end.left().decrementAndGet() == 0) {
            Runtime.getRuntime().halt(HALTED);
        }
        Hold now = hold;
        if (now != null && now.free().remove(point)) {
            say("AT " + point);
            awaitGo(now);
        }
    }

    private static void awaitGo(Hold hold) {
        try {
            hold.go().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
