package label_test

import (
	"testing"

	"sellerdesk/internal/label"
)

func TestPrintable(t *testing.T) {
	tests := []struct {
		name, text, printed string
		transliterated      bool
	}{
		{"ASCII stays", "John Smith, 5-7 O'Hara St. #4", "John Smith, 5-7 O'Hara St. #4", false},
		{"Latin with accents stays", "Łukasz Świętosławski, Žižkov, Đặng Nguyễn", "Łukasz Świętosławski, Žižkov, Đặng Nguyễn", false},
		{"Cyrillic stays", "Щербакова Её Їжак № 5", "Щербакова Её Їжак № 5", false},
		{"Greek stays", "Οδός Ερμού 12", "Οδός Ερμού 12", false},
		{"Chinese and its punctuation stay", "广东省深圳市（南山区），科技路：88號", "广东省深圳市（南山区），科技路：88號", false},
		{"kana stays", "やまだ タロウ", "やまだ タロウ", false},
		{"letters put together from accents are the same letters", "Jose\u0301 и\u0306", "José й", false},
		{"spaces are tidied", " a\t b\n\u3000c\u00a0d ", "a b c d", false},
		{"invisible characters go", "\u200fAna\u200d\u00adB\ufeff", "AnaB", false},
		{"nothing stays nothing", " \u200b ", "", false},
		{"Arabic", "محمد بن عبد الله", "Mhmd Bn Abd Allh", true},
		{"an Arabic town", "جدة", "Jda", true},
		{"Arabic digits", "١٢٣٤٥", "12345", true},
		{"Hebrew", "שלום כהן", "Shlvm Khhn", true},
		{"Thai", "สมชาย", "Smchaay", true},
		{"Hangul", "김민수", "Gimminsu", true},
		{"Devanagari", "नमस्ते", "Nmste", true},
		{"letters made for mathematics", "𝐀𝐧𝐧𝐚", "Anna", true},
		{"emoji beside a name", "Ana 🌸", "Ana", true},
		{"emoji alone", "👩‍👧", "?", true},
		{"Chinese above U+FFFF", "𠮷田", "?田", true},
		{"accents no letter has", "b\u0301ob", "bob", true},
		{"broken text", "A\xffB", "AB", true},
		{"private characters", "A\ue000B", "A?B", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			printed, transliterated := label.Printable(tt.text)
			if printed != tt.printed || transliterated != tt.transliterated {
				t.Errorf("Printable(%q) = %q, %t, want %q, %t", tt.text, printed, transliterated, tt.printed, tt.transliterated)
			}
		})
	}
}
