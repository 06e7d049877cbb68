# 1. Select the function below, from "def" to the last "return".
# 2. Press Ctrl+Alt+Enter (macOS: Cmd+Alt+Enter) and choose "Explain". The answer opens beside.
# 3. Click the tier in the status bar at the bottom, choose another one, and send it again.


def fibonacci(n):
    """Return the n-th Fibonacci number, the slow way."""
    if n < 2:
        return n
    return fibonacci(n - 1) + fibonacci(n - 2)


if __name__ == "__main__":
    print([fibonacci(n) for n in range(20)])
