package no.rapportmottak.campaign.small;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Where the hub is, and what happens there. Its parent orders by lines on standard input and reads standard output:
 *
 * <pre>
 * halt N POINT    the process ends without any notice when it comes to the point for the N-th time; {@link #HALTED}
 * tell N POINT    says AT POINT there and waits for go
 * go              goes on, or does not wait there any more
 * met             says MET COUNT POINT for each point that was come to since the last time, then END
 * clock SECONDS   by how much the clock is ahead
 * </pre>
 */
public final class Points {

    /** The exit status of a process that ended at a point. */
    public static final int HALTED = 99;

    private record Order(boolean halt, String point, AtomicInteger left) {

        static Order of(String[] words) {
            return new Order(words[0].equals("halt"), words[2], new AtomicInteger(Integer.parseInt(words[1])));
        }
    }

    private static final Map<String, LongAdder> MET = new ConcurrentHashMap<>();
    private static final Semaphore GO = new Semaphore(0);
    private static volatile Order order;

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
            case "halt", "tell" -> {
                GO.drainPermits();
                order = Order.of(words);
            }
            case "go" -> {
                order = null;
                GO.release();
            }
            case "met" -> sayMet();
            case "clock" -> JumpingClock.jumpTo(Duration.ofSeconds(Long.parseLong(words[1])));
            default -> say("ERROR " + line);
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
        Order now = order;
        if (now != null && now.point().equals(point) && now.left().decrementAndGet() == 0) {
            if (now.halt()) {
                Runtime.getRuntime().halt(HALTED);
            }
            say("AT " + point);
            GO.acquireUninterruptibly();
        }
    }
}
