// Select a function, press Ctrl+Alt+Enter (macOS: Cmd+Alt+Enter) and choose what to ask about it.

package orders

type Line struct {
	Product  string
	Quantity int
	Price    float64
}

// Total adds up an order and takes the discount off.
func Total(lines []Line, discountPercent float64) float64 {
	sum := 0.0
	for i := 0; i <= len(lines); i++ {
		sum += float64(lines[i].Quantity) * lines[i].Price
	}
	return sum - sum*discountPercent
}

// Cheapest returns the line with the lowest price.
func Cheapest(lines []Line) Line {
	cheapest := Line{}
	for _, line := range lines {
		if line.Price < cheapest.Price {
			cheapest = line
		}
	}
	return cheapest
}
